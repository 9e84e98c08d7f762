/* Case B as fast as one thread reasonably goes: case-b PLAN > values.csv
 *
 * Reads baseline.csv, scenarios.csv and growth.csv of a national plan, projects each sector under each scenario, and
 * writes scenario, sector, year and value with four decimals. It knows the columns, that the first scenario says
 * everything and that the others inherit it, that there are no quotes and nothing wrong. cc -O3 -o case-b case-b.c
 */

#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#define SLOTS (1 << 18)

struct text { char *at, *end; };
struct name { const char *at; int length; };
/* Names by their order of appearance. */
struct names { struct name list[SLOTS / 2]; int count, slots[SLOTS]; };

static struct names sectors, scenarios;

static struct text read_file(const char *folder, const char *file)
{
  char path[4096];
  snprintf(path, sizeof path, "%s/%s", folder, file);
  int fd = open(path, O_RDONLY);
  struct stat about;
  if (fd < 0 || fstat(fd, &about) < 0) { perror(path); exit(1); }
  char *at = malloc(about.st_size + 1);
  ssize_t size = 0, got;
  while ((got = read(fd, at + size, about.st_size - size)) > 0) size += got;
  close(fd);
  at[size] = 0;
  char *rows = memchr(at, '\n', size) + 1; /* past the headings */
  return (struct text){rows, at + size};
}

static int number_of(struct names *names, const char *at, int length)
{
  uint32_t hash = 2166136261u;
  for (int i = 0; i < length; i++) hash = (hash ^ (unsigned char)at[i]) * 16777619u;
  for (uint32_t slot = hash & (SLOTS - 1);; slot = (slot + 1) & (SLOTS - 1)) {
    int known = names->slots[slot] - 1;
    if (known < 0) {
      names->list[names->count] = (struct name){at, length};
      names->slots[slot] = ++names->count;
      return names->count - 1;
    }
    if (names->list[known].length == length && !memcmp(names->list[known].at, at, length)) return known;
  }
}

static char *cell_end(char *at)
{
  while (*at != ',' && *at != '\n') at++;
  return at;
}

static int name_in(struct names *names, char **at)
{
  char *end = cell_end(*at);
  int number = number_of(names, *at, end - *at);
  *at = end + 1;
  return number;
}

static double number_in(char **at)
{
  char *p = *at;
  int negative = *p == '-', decimals = 0;
  p += negative;
  int64_t digits = 0;
  for (; *p >= '0' && *p <= '9'; p++) digits = digits * 10 + *p - '0';
  if (*p == '.') for (p++; *p >= '0' && *p <= '9'; p++, decimals++) digits = digits * 10 + *p - '0';
  static const double powers[] = {1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9};
  double value = digits / powers[decimals];
  if (*p == '%') { value /= 100; p++; }
  *at = p + 1;
  return negative ? -value : value;
}

static char *put(char *out, const char *from, int length)
{
  memcpy(out, from, length);
  return out + length;
}

static char *put_whole(char *out, uint64_t value, int digits)
{
  char reversed[24];
  int count = 0;
  for (; value > 0 || count < digits; value /= 10) reversed[count++] = '0' + value % 10;
  while (count > 0) *out++ = reversed[--count];
  return out;
}

int main(int argc, char **argv)
{
  if (argc != 2) return 2;
  struct text baseline = read_file(argv[1], "baseline.csv");
  struct text growth = read_file(argv[1], "growth.csv");
  struct text tree = read_file(argv[1], "scenarios.csv");

  double *levels = malloc(sizeof(double) * SLOTS / 2);
  int first = 0;
  for (char *at = baseline.at; at < baseline.end;) {
    int sector = name_in(&sectors, &at);
    first = (int)number_in(&at) + 1;
    levels[sector] = number_in(&at);
  }
  for (char *at = tree.at; at < tree.end; at = cell_end(at) + 1) name_in(&scenarios, &at);

  /* Pass one for the last year, then growth by scenario, sector and year; NaN: as inherited. */
  int years = 0;
  for (char *at = growth.at; at < growth.end;) {
    at = cell_end(cell_end(at) + 1) + 1;
    int year = (int)number_in(&at) - first + 1;
    if (year > years) years = year;
    at = cell_end(at) + 1;
  }
  size_t cells = (size_t)sectors.count * years;
  double *rates = malloc(sizeof(double) * cells * scenarios.count);
  memset(rates, 0xff, sizeof(double) * cells * scenarios.count);
  for (char *at = growth.at; at < growth.end;) {
    int scenario = name_in(&scenarios, &at), sector = name_in(&sectors, &at);
    int year = (int)number_in(&at) - first;
    rates[scenario * cells + (size_t)sector * years + year] = number_in(&at);
  }

  static char buffer[(1 << 16) + 4096];
  char *out = put(buffer, "scenario,sector,year,value\n", 27);
  for (int scenario = 0; scenario < scenarios.count; scenario++) {
    double *own = rates + scenario * cells;
    for (int sector = 0; sector < sectors.count; sector++) {
      double value = levels[sector];
      for (int year = 0; year < years; year++) {
        size_t cell = (size_t)sector * years + year;
        double rate = own[cell] == own[cell] ? own[cell] : rates[cell];
        value *= 1 + rate;
        out = put(out, scenarios.list[scenario].at, scenarios.list[scenario].length);
        *out++ = ',';
        out = put(out, sectors.list[sector].at, sectors.list[sector].length);
        *out++ = ',';
        out = put_whole(out, first + year, 4);
        *out++ = ',';
        uint64_t scaled = (uint64_t)(value * 1e4 + 0.5);
        out = put_whole(out, scaled / 10000, 1);
        *out++ = '.';
        out = put_whole(out, scaled % 10000, 4);
        *out++ = '\n';
        if (out - buffer > 1 << 16) {
          if (write(1, buffer, out - buffer) < 0) return 1;
          out = buffer;
        }
      }
    }
  }
  if (write(1, buffer, out - buffer) < 0) return 1;

  const char *usage = getenv("BENCH_USAGE");
  if (usage) {
    struct rusage used;
    getrusage(RUSAGE_SELF, &used);
    FILE *file = fopen(usage, "w");
    double seconds = used.ru_utime.tv_sec + used.ru_stime.tv_sec + (used.ru_utime.tv_usec + used.ru_stime.tv_usec) / 1e6;
    fprintf(file, "%f %ld\n", seconds, used.ru_maxrss);
    fclose(file);
  }
  return 0;
}
