;; What a number adds to its sums and its histogram: addFan of fan-sums.ts and countInto of bins.ts in one pass, in their
;; order and to the same bits. Places count numbers, those of groups count bytes.
(module
  (import "yuce" "memory" (memory 1))

  ;; Sums are by group: $differences from the centre, and how often a value is $missing; $squares is a single sum.
  ;; At $bins lie, in numbers: 33 edges, a spare, the last values of 32 segments, and their bins per unit; then the first
  ;; segments of 1024 cells, a byte each, and 1026 counts, a word each.
  (func (export "follow")
    (param $values i32) (param $count i32) (param $groups i32) (param $centre f64)
    (param $differences i32) (param $missing i32) (param $squares i32) (param $bins i32)
    (local $end i32) (local $value f64) (local $difference f64) (local $square f64) (local $sum i32)
    (local $first f64) (local $last f64) (local $cellsPerUnit f64) (local $segment i32) (local $bin i32)
    (local.set $values (i32.shl (local.get $values) (i32.const 3)))
    (local.set $end (i32.add (local.get $values) (i32.shl (local.get $count) (i32.const 3))))
    (local.set $differences (i32.shl (local.get $differences) (i32.const 3)))
    (local.set $missing (i32.shl (local.get $missing) (i32.const 3)))
    (local.set $squares (i32.shl (local.get $squares) (i32.const 3)))
    (local.set $bins (i32.shl (local.get $bins) (i32.const 3)))
    (local.set $first (f64.load (local.get $bins)))
    (local.set $last (f64.load offset=256 (local.get $bins)))
    (if (f64.gt (local.get $last) (local.get $first))
      (then
        (local.set $cellsPerUnit
          (f64.min
            (f64.div (f64.const 1024) (f64.sub (local.get $last) (local.get $first)))
            (f64.const 0x1.fffffffffffffp+1023)))))
    (loop $next
      (local.set $value (f64.load (local.get $values)))
      (local.set $sum (i32.shl (i32.load8_u (local.get $groups)) (i32.const 3)))
      (block $done
        ;; Only NaN is not equal to itself.
        (if (f64.ne (local.get $value) (local.get $value))
          (then
            (local.set $sum (i32.add (local.get $sum) (local.get $missing)))
            (f64.store (local.get $sum) (f64.add (f64.load (local.get $sum)) (f64.const 1)))
            (br $done)))
        (local.set $difference (f64.sub (local.get $value) (local.get $centre)))
        (local.set $sum (i32.add (local.get $sum) (local.get $differences)))
        (f64.store (local.get $sum) (f64.add (f64.load (local.get $sum)) (local.get $difference)))
        (local.set $square
          (f64.add (local.get $square) (f64.mul (local.get $difference) (local.get $difference))))
        (local.set $bin (i32.const 0))
        (block $found
          (br_if $found (f64.lt (local.get $value) (local.get $first)))
          (local.set $bin (i32.const 1025))
          (br_if $found (f64.gt (local.get $value) (local.get $last)))
          (local.set $segment
            (i32.trunc_sat_f64_s
              (f64.mul (f64.sub (local.get $value) (local.get $first)) (local.get $cellsPerUnit))))
          (local.set $segment
            (i32.load8_u offset=784
              (i32.add
                (local.get $bins)
                (select (local.get $segment) (i32.const 1023) (i32.lt_u (local.get $segment) (i32.const 1023))))))
          (loop $search
            (if
              (f64.gt
                (local.get $value)
                (f64.load offset=272 (i32.add (local.get $bins) (i32.shl (local.get $segment) (i32.const 3)))))
              (then
                (local.set $segment (i32.add (local.get $segment) (i32.const 1)))
                (br $search))))
          (local.set $sum (i32.add (local.get $bins) (i32.shl (local.get $segment) (i32.const 3))))
          (local.set $bin
            (i32.trunc_sat_f64_s
              (f64.mul
                (f64.sub (local.get $value) (f64.load (local.get $sum)))
                (f64.load offset=528 (local.get $sum)))))
          (local.set $bin
            (i32.add
              (i32.add (i32.shl (local.get $segment) (i32.const 5)) (i32.const 1))
              (select (local.get $bin) (i32.const 31) (i32.lt_u (local.get $bin) (i32.const 31))))))
        (local.set $bin (i32.add (local.get $bins) (i32.shl (local.get $bin) (i32.const 2))))
        (i32.store offset=1808 (local.get $bin) (i32.add (i32.load offset=1808 (local.get $bin)) (i32.const 1))))
      (local.set $groups (i32.add (local.get $groups) (i32.const 1)))
      (br_if $next (i32.lt_u (local.tee $values (i32.add (local.get $values) (i32.const 8))) (local.get $end))))
    (f64.store (local.get $squares) (f64.add (f64.load (local.get $squares)) (local.get $square))))
)
