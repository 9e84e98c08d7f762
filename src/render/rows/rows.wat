;; Rows of a long table as bytes, and their numbers as String(x) writes them.
;;
;; The shortest decimal that reads back as the same number, and of these the nearest to it, is found as by Schubfach:
;; Raffaello Giulietti, "The Schubfach way to render doubles" (2020); the case that one digit is enough as in Alexander
;; Bolz's port. Memory, in bytes, as bytes.ts lays it out: from 0 the powers of ten from 10^-292 to 10^324, 128 bits
;; each, the higher 64 first; from 9872 those from 10^0 to 10^18 as whole numbers; from 10024 the
;; digits of 0 to 99, two bytes each. Functions that would be called for each digit are written out.
(module
  (import "yuce" "memory" (memory 1))

  ;; The higher 64 bits of a × b.
  (func $high (param $a i64) (param $b i64) (result i64)
    (local $a1 i64) (local $b1 i64) (local $cross i64) (local $middle i64)
    (local.set $a1 (i64.shr_u (local.get $a) (i64.const 32)))
    (local.set $b1 (i64.shr_u (local.get $b) (i64.const 32)))
    (local.set $a (i64.and (local.get $a) (i64.const 0xffffffff)))
    (local.set $b (i64.and (local.get $b) (i64.const 0xffffffff)))
    (local.set $cross (i64.mul (local.get $a) (local.get $b1)))
    (local.set $middle
      (i64.add
        (i64.add
          (i64.shr_u (i64.mul (local.get $a) (local.get $b)) (i64.const 32))
          (i64.and (local.get $cross) (i64.const 0xffffffff)))
        (i64.mul (local.get $a1) (local.get $b))))
    (i64.add
      (i64.mul (local.get $a1) (local.get $b1))
      (i64.add
        (i64.shr_u (local.get $cross) (i64.const 32))
        (i64.shr_u (local.get $middle) (i64.const 32)))))

  ;; Write a whole number so that it ends before $end, two digits at a time.
  (func $whole (param $value i64) (param $end i32)
    (local $rest i64) (local $part i32) (local $high i32) (local $four i32)
    (block $small
      (loop $eight
        (br_if $small (i64.lt_u (local.get $value) (i64.const 100000000)))
        ;; value / 10^8, by its reciprocal: WebAssembly divides 64 bits slowly.
        (local.set $rest
          (i64.shr_u (call $high (local.get $value) (i64.const 0xabcc77118461cefd)) (i64.const 26)))
        (local.set $part
          (i32.wrap_i64 (i64.sub (local.get $value) (i64.mul (local.get $rest) (i64.const 100000000)))))
        (local.set $value (local.get $rest))
        (local.set $end (i32.sub (local.get $end) (i32.const 8)))
        (local.set $four (i32.div_u (local.get $part) (i32.const 10000)))
        (local.set $part (i32.sub (local.get $part) (i32.mul (local.get $four) (i32.const 10000))))
        (local.set $high (i32.div_u (local.get $four) (i32.const 100)))
        (i32.store16 (local.get $end) (i32.load16_u offset=10024 (i32.shl (local.get $high) (i32.const 1))))
        (i32.store16 offset=2
          (local.get $end)
          (i32.load16_u offset=10024
            (i32.shl (i32.sub (local.get $four) (i32.mul (local.get $high) (i32.const 100))) (i32.const 1))))
        (local.set $high (i32.div_u (local.get $part) (i32.const 100)))
        (i32.store16 offset=4 (local.get $end) (i32.load16_u offset=10024 (i32.shl (local.get $high) (i32.const 1))))
        (i32.store16 offset=6
          (local.get $end)
          (i32.load16_u offset=10024
            (i32.shl (i32.sub (local.get $part) (i32.mul (local.get $high) (i32.const 100))) (i32.const 1))))
        (br $eight)))
    (local.set $part (i32.wrap_i64 (local.get $value)))
    (block $last
      (loop $two
        (br_if $last (i32.lt_u (local.get $part) (i32.const 100)))
        (local.set $high (i32.div_u (local.get $part) (i32.const 100)))
        (local.set $end (i32.sub (local.get $end) (i32.const 2)))
        (i32.store16
          (local.get $end)
          (i32.load16_u offset=10024
            (i32.shl (i32.sub (local.get $part) (i32.mul (local.get $high) (i32.const 100))) (i32.const 1))))
        (local.set $part (local.get $high))
        (br $two)))
    (if (i32.lt_u (local.get $part) (i32.const 10))
      (then (i32.store8 (i32.sub (local.get $end) (i32.const 1)) (i32.add (local.get $part) (i32.const 48))))
      (else
        (i32.store16
          (i32.sub (local.get $end) (i32.const 2))
          (i32.load16_u offset=10024 (i32.shl (local.get $part) (i32.const 1)))))))

  ;; How many digits a whole number has, which is less than 10^18.
  (func $length (param $value i64) (result i32)
    (local $length i32)
    ;; log10 of 2 is about 1233/4096.
    (local.set $length
      (i32.shr_u
        (i32.mul (i32.sub (i32.const 64) (i32.wrap_i64 (i64.clz (local.get $value)))) (i32.const 1233))
        (i32.const 12)))
    (i32.add
      (i32.add (local.get $length) (i64.eqz (local.get $value)))
      (i64.ge_u (local.get $value) (i64.load offset=9872 (i32.shl (local.get $length) (i32.const 3))))))

  ;; value / divisor if it divides, else 0.
  (func $divided (param $value i64) (param $divisor i64) (result i64)
    (local $quotient i64)
    (local.set $quotient (i64.div_u (local.get $value) (local.get $divisor)))
    (select
      (local.get $quotient)
      (i64.const 0)
      (i64.eq (i64.mul (local.get $quotient) (local.get $divisor)) (local.get $value))))

  ;; Write digits × 10^exponent as JavaScript does; where it ends.
  (func $place (param $value i64) (param $exponent i32) (param $out i32) (result i32)
    (local $length i32) (local $point i32) (local $power i64) (local $before i64)
    (local.set $length (call $length (local.get $value)))
    (local.set $point (i32.add (local.get $length) (local.get $exponent)))
    (if (i32.or (i32.le_s (local.get $point) (i32.const -6)) (i32.gt_s (local.get $point) (i32.const 21)))
      (then (return (call $scientific (local.get $value) (local.get $length) (local.get $point) (local.get $out)))))
    ;; 12.3: the digits on either side of the point for themselves, since what has just been written is slow to read.
    (if (i32.and (i32.lt_s (local.get $exponent) (i32.const 0)) (i32.gt_s (local.get $point) (i32.const 0)))
      (then
        (local.set $power (i64.load offset=9872 (i32.shl (i32.sub (i32.const 0) (local.get $exponent)) (i32.const 3))))
        (local.set $before (i64.div_u (local.get $value) (local.get $power)))
        (local.set $out (i32.add (local.get $out) (local.get $point)))
        (call $whole (local.get $before) (local.get $out))
        (i32.store8 (local.get $out) (i32.const 46))
        (local.set $out (i32.add (local.get $out) (i32.const 1)))
        (v128.store (local.get $out) (i8x16.splat (i32.const 48)))
        (local.set $value (i64.sub (local.get $value) (i64.mul (local.get $before) (local.get $power))))
        (local.set $out (i32.sub (local.get $out) (local.get $exponent)))
        (call $whole (local.get $value) (local.get $out))
        (return (local.get $out))))
    ;; 0.00123
    (if (i32.le_s (local.get $point) (i32.const 0))
      (then
        (v128.store (local.get $out) (i8x16.splat (i32.const 48)))
        (i32.store8 offset=1 (local.get $out) (i32.const 46))
        (local.set $out (i32.add (local.get $out) (i32.sub (i32.const 2) (local.get $exponent))))
        (call $whole (local.get $value) (local.get $out))
        (return (local.get $out))))
    ;; 123000
    (call $whole (local.get $value) (i32.add (local.get $out) (local.get $length)))
    (if (local.get $exponent)
      (then
        (v128.store (i32.add (local.get $out) (local.get $length)) (i8x16.splat (i32.const 48)))
        (v128.store offset=16 (i32.add (local.get $out) (local.get $length)) (i8x16.splat (i32.const 48)))))
    (i32.add (local.get $out) (local.get $point)))

  ;; 1.23e-7; where it ends.
  (func $scientific (param $value i64) (param $length i32) (param $point i32) (param $out i32) (result i32)
    (local $end i32)
    (local.set $end (i32.add (i32.add (local.get $out) (local.get $length)) (i32.const 1)))
    (call $whole (local.get $value) (local.get $end))
    (i32.store8 (local.get $out) (i32.load8_u offset=1 (local.get $out)))
    (i32.store8 offset=1 (local.get $out) (i32.const 46))
    (if (i32.eq (local.get $length) (i32.const 1))
      (then (local.set $end (i32.sub (local.get $end) (i32.const 1)))))
    (local.set $point (i32.sub (local.get $point) (i32.const 1)))
    ;; e- or e+
    (i32.store16
      (local.get $end)
      (select (i32.const 0x2d65) (i32.const 0x2b65) (i32.lt_s (local.get $point) (i32.const 0))))
    (if (i32.lt_s (local.get $point) (i32.const 0))
      (then (local.set $point (i32.sub (i32.const 0) (local.get $point)))))
    (local.set $end
      (i32.add
        (i32.add (local.get $end) (i32.const 2))
        (call $length (i64.extend_i32_u (local.get $point)))))
    (call $whole (i64.extend_i32_u (local.get $point)) (local.get $end))
    (local.get $end))

  ;; Write a finite number; where it ends. −0 is 0.
  (func $decimal (export "decimal") (param $value f64) (param $out i32) (result i32)
    (local $bits i64) (local $c i64) (local $q i32) (local $k i32) (local $closer i32) (local $isOdd i64)
    (local $power i32) (local $shift i64) (local $lower i64) (local $middle i64) (local $upper i64)
    (local $high i64) (local $low i64) (local $carry i64) (local $rest i64)
    (local $p0 i64) (local $p1 i64) (local $p2 i64) (local $d0 i64) (local $d1 i64) (local $d2 i64)
    (local $s i64) (local $tenth i64) (local $down i32) (local $up i32)
    (if (f64.lt (local.get $value) (f64.const 0))
      (then
        (i32.store8 (local.get $out) (i32.const 45))
        (local.set $out (i32.add (local.get $out) (i32.const 1)))
        (local.set $value (f64.neg (local.get $value)))))
    ;; Every whole number below 2^53 is its own shortest text.
    (if (f64.lt (local.get $value) (f64.const 0x1p53))
      (then
        (local.set $c (i64.trunc_f64_s (local.get $value)))
        (if (f64.eq (f64.convert_i64_s (local.get $c)) (local.get $value))
          (then (return (call $place (local.get $c) (i32.const 0) (local.get $out)))))))
    (local.set $bits (i64.reinterpret_f64 (local.get $value)))
    (local.set $q (i32.wrap_i64 (i64.shr_u (local.get $bits) (i64.const 52))))
    (local.set $c (i64.and (local.get $bits) (i64.const 0xfffffffffffff)))
    ;; The number below is only half as far away where the exponent changes.
    (local.set $closer
      (i32.and (i64.eqz (local.get $c)) (i32.gt_u (local.get $q) (i32.const 1))))
    (if (local.get $q)
      (then
        (local.set $c (i64.or (local.get $c) (i64.const 0x10000000000000)))
        (local.set $q (i32.sub (local.get $q) (i32.const 1075))))
      (else (local.set $q (i32.const -1074))))
    (local.set $isOdd (i64.and (local.get $c) (i64.const 1)))
    ;; k = log10 of 2^q rounded down, or of 3/4 of it.
    (local.set $k
      (i32.shr_s
        (i32.sub
          (i32.mul (local.get $q) (i32.const 1262611))
          (select (i32.const 524031) (i32.const 0) (local.get $closer)))
        (i32.const 22)))
    (local.set $shift
      (i64.extend_i32_s
        (i32.add
          (i32.add (local.get $q) (i32.const 1))
          (i32.shr_s (i32.mul (i32.sub (i32.const 0) (local.get $k)) (i32.const 1741647)) (i32.const 19)))))
    (local.set $power (i32.shl (i32.sub (i32.const 292) (local.get $k)) (i32.const 4)))
    (local.set $high (i64.load (local.get $power)))
    (local.set $low (i64.load offset=8 (local.get $power)))
    ;; The number times the power, in 192 bits …
    (local.set $c (i64.shl (local.get $c) (i64.add (local.get $shift) (i64.const 2))))
    (local.set $p0 (i64.mul (local.get $low) (local.get $c)))
    (local.set $carry (call $high (local.get $low) (local.get $c)))
    (local.set $p1 (i64.add (i64.mul (local.get $high) (local.get $c)) (local.get $carry)))
    (local.set $p2
      (i64.add
        (call $high (local.get $high) (local.get $c))
        (i64.extend_i32_u (i64.lt_u (local.get $p1) (local.get $carry)))))
    (local.set $middle (i64.or (local.get $p2) (i64.extend_i32_u (i64.gt_u (local.get $p1) (i64.const 1)))))
    ;; … and half the way to the next one up: more by the power times 2 …
    (local.set $shift (i64.add (local.get $shift) (i64.const 1)))
    (local.set $d0 (i64.shl (local.get $low) (local.get $shift)))
    (local.set $d1 (i64.or
  (i64.shl (local.get $high) (local.get $shift))
  (i64.shr_u (local.get $low) (i64.sub (i64.const 64) (local.get $shift)))))
    (local.set $d2 (i64.shr_u (local.get $high) (i64.sub (i64.const 64) (local.get $shift))))
    (local.set $carry
      (i64.extend_i32_u (i64.lt_u (i64.add (local.get $p0) (local.get $d0)) (local.get $d0))))
    (local.set $rest (i64.add (local.get $p1) (local.get $d1)))
    (local.set $bits (i64.add (local.get $rest) (local.get $carry)))
    (local.set $upper
      (i64.sub
        (i64.or
          (i64.add
            (i64.add (local.get $p2) (local.get $d2))
            (i64.extend_i32_u
              (i32.or
                (i64.lt_u (local.get $rest) (local.get $d1))
                (i64.lt_u (local.get $bits) (local.get $carry)))))
          (i64.extend_i32_u (i64.gt_u (local.get $bits) (i64.const 1))))
        (local.get $isOdd)))
    ;; … and to the next one down: as much less, or half as much.
    (if (local.get $closer)
      (then
        (local.set $shift (i64.sub (local.get $shift) (i64.const 1)))
        (local.set $d0 (i64.shl (local.get $low) (local.get $shift)))
        (local.set $d1 (i64.or
  (i64.shl (local.get $high) (local.get $shift))
  (i64.shr_u (local.get $low) (i64.sub (i64.const 64) (local.get $shift)))))
        (local.set $d2 (i64.shr_u (local.get $high) (i64.sub (i64.const 64) (local.get $shift))))))
    (local.set $carry (i64.extend_i32_u (i64.lt_u (local.get $p0) (local.get $d0))))
    (local.set $rest (i64.sub (local.get $p1) (local.get $d1)))
    (local.set $bits (i64.sub (local.get $rest) (local.get $carry)))
    (local.set $lower
      (i64.add
        (i64.or
          (i64.sub
            (i64.sub (local.get $p2) (local.get $d2))
            (i64.extend_i32_u
              (i32.or
                (i64.lt_u (local.get $p1) (local.get $d1))
                (i64.lt_u (local.get $rest) (local.get $carry)))))
          (i64.extend_i32_u (i64.gt_u (local.get $bits) (i64.const 1))))
        (local.get $isOdd)))
    (local.set $s (i64.shr_u (local.get $middle) (i64.const 2)))
    (block $found
    ;; One digit less, where just one of its two neighbours reads back as the number.
    (if (i64.ge_u (local.get $s) (i64.const 10))
      (then
        (local.set $tenth (i64.shr_u (call $high (local.get $s) (i64.const 0xcccccccccccccccd)) (i64.const 3)))
        (local.set $bits (i64.mul (local.get $tenth) (i64.const 40)))
        (local.set $down (i64.le_u (local.get $lower) (local.get $bits)))
        (local.set $up (i64.le_u (i64.add (local.get $bits) (i64.const 40)) (local.get $upper)))
        (if (i32.ne (local.get $down) (local.get $up))
          (then
            (local.set $s (i64.add (local.get $tenth) (i64.extend_i32_u (local.get $up))))
            (local.set $k (i32.add (local.get $k) (i32.const 1)))
            (br $found)))))
    (local.set $bits (i64.shl (local.get $s) (i64.const 2)))
    (local.set $down (i64.le_u (local.get $lower) (local.get $bits)))
    (local.set $up (i64.le_u (i64.add (local.get $bits) (i64.const 4)) (local.get $upper)))
    (if (i32.eq (local.get $down) (local.get $up))
      (then
        ;; The nearer one, and of two the even one.
        (local.set $bits (i64.add (local.get $bits) (i64.const 2)))
        (local.set $up
          (i32.or
            (i64.gt_u (local.get $middle) (local.get $bits))
            (i32.and
              (i64.eq (local.get $middle) (local.get $bits))
              (i32.wrap_i64 (i64.and (local.get $s) (i64.const 1))))))))
    (local.set $s (i64.add (local.get $s) (i64.extend_i32_u (local.get $up)))))
    ;; No zeros at the end: what divides by a power of ten divides by that of two.
    (if (i64.eqz (i64.and (local.get $s) (i64.const 0xff)))
      (then
        (if (i64.ne (local.tee $bits (call $divided (local.get $s) (i64.const 100000000))) (i64.const 0))
          (then
            (local.set $s (local.get $bits))
            (local.set $k (i32.add (local.get $k) (i32.const 8)))))))
    (if (i64.eqz (i64.and (local.get $s) (i64.const 0xf)))
      (then
        (if (i64.ne (local.tee $bits (call $divided (local.get $s) (i64.const 10000))) (i64.const 0))
          (then
            (local.set $s (local.get $bits))
            (local.set $k (i32.add (local.get $k) (i32.const 4)))))))
    (block $done
      (loop $one
        (br_if $done (i64.ne (i64.and (local.get $s) (i64.const 1)) (i64.const 0)))
        (br_if $done (i64.eqz (local.tee $bits (call $divided (local.get $s) (i64.const 10)))))
        (local.set $s (local.get $bits))
        (local.set $k (i32.add (local.get $k) (i32.const 1)))
        (br $one)))
    (call $place (local.get $s) (local.get $k) (local.get $out)))

  ;; Write a row for each of $count values: the head, what is before the value, the value or what stands for none, and
  ;; what is behind it; where they end. A text is where it begins and how long it is, two numbers of 32 bits: $before has
  ;; one a row, $behind one for each code, and before its first one that for no value. Texts are copied in steps of 16
  ;; bytes, so that up to 15 more are read and written.
  (func (export "rows")
    (param $values i32) (param $codes i32) (param $count i32) (param $head i32) (param $length i32)
    (param $before i32) (param $behind i32) (param $out i32) (result i32)
    (local $last i32) (local $value f64) (local $text i32) (local $from i32) (local $to i32)
    (local.set $last (i32.add (local.get $codes) (local.get $count)))
    (loop $row
      (local.set $from (local.get $head))
      (local.set $to (local.get $out))
      (local.set $out (i32.add (local.get $out) (local.get $length)))
      (loop $next
        (v128.store (local.get $to) (v128.load (local.get $from)))
        (local.set $from (i32.add (local.get $from) (i32.const 16)))
        (br_if $next (i32.lt_u (local.tee $to (i32.add (local.get $to) (i32.const 16))) (local.get $out))))
      (local.set $from (i32.load (local.get $before)))
      (local.set $to (local.get $out))
      (local.set $out (i32.add (local.get $out) (i32.load offset=4 (local.get $before))))
      (loop $next
        (v128.store (local.get $to) (v128.load (local.get $from)))
        (local.set $from (i32.add (local.get $from) (i32.const 16)))
        (br_if $next (i32.lt_u (local.tee $to (i32.add (local.get $to) (i32.const 16))) (local.get $out))))
      (local.set $before (i32.add (local.get $before) (i32.const 8)))
      (local.set $value (f64.load (local.get $values)))
      (local.set $values (i32.add (local.get $values) (i32.const 8)))
      (if (f64.lt (f64.abs (local.get $value)) (f64.const inf))
        (then (local.set $out (call $decimal (local.get $value) (local.get $out))))
        (else (local.set $out (call $append (local.get $behind) (local.get $out)))))
      (local.set $text
        (i32.add (local.get $behind) (i32.shl (i32.add (i32.load8_u (local.get $codes)) (i32.const 1)) (i32.const 3))))
      (local.set $from (i32.load (local.get $text)))
      (local.set $to (local.get $out))
      (local.set $out (i32.add (local.get $out) (i32.load offset=4 (local.get $text))))
      (loop $next
        (v128.store (local.get $to) (v128.load (local.get $from)))
        (local.set $from (i32.add (local.get $from) (i32.const 16)))
        (br_if $next (i32.lt_u (local.tee $to (i32.add (local.get $to) (i32.const 16))) (local.get $out))))
      (br_if $row
        (i32.lt_u (local.tee $codes (i32.add (local.get $codes) (i32.const 1))) (local.get $last))))
    (local.get $out))

  ;; Write a text; where it ends.
  (func $append (param $text i32) (param $out i32) (result i32)
    (local $from i32) (local $end i32)
    (local.set $from (i32.load (local.get $text)))
    (local.set $end (i32.add (local.get $out) (i32.load offset=4 (local.get $text))))
    (loop $next
      (v128.store (local.get $out) (v128.load (local.get $from)))
      (local.set $from (i32.add (local.get $from) (i32.const 16)))
      (br_if $next (i32.lt_u (local.tee $out (i32.add (local.get $out) (i32.const 16))) (local.get $end))))
    (local.get $end)))
