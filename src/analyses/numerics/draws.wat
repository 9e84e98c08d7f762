;; The loops of draws.ts in vectors. Places count numbers, those of words count words. No fused or relaxed operations,
;; and every sum in the order of the loops in TypeScript: the results are the same to the last bit.
(module
  (import "yuce" "memory" (memory 1))

  ;; out = a x + b y
  (func (export "blend")
    (param $out i32) (param $count i32) (param $x i32) (param $a f64) (param $y i32) (param $b f64)
    (local $end i32) (local $as v128) (local $bs v128)
    (local.set $as (f64x2.splat (local.get $a)))
    (local.set $bs (f64x2.splat (local.get $b)))
    (local.set $x (i32.shl (local.get $x) (i32.const 3)))
    (local.set $y (i32.shl (local.get $y) (i32.const 3)))
    (local.set $out (i32.shl (local.get $out) (i32.const 3)))
    (local.set $end (i32.add (local.get $out) (i32.shl (local.get $count) (i32.const 3))))
    (loop $next
      (v128.store (local.get $out)
        (f64x2.add
          (f64x2.mul (local.get $as) (v128.load (local.get $x)))
          (f64x2.mul (local.get $bs) (v128.load (local.get $y)))))
      (local.set $x (i32.add (local.get $x) (i32.const 16)))
      (local.set $y (i32.add (local.get $y) (i32.const 16)))
      (br_if $next (i32.lt_u (local.tee $out (i32.add (local.get $out) (i32.const 16))) (local.get $end)))))

  ;; out = factor x + shift
  (func (export "scale") (param $out i32) (param $count i32) (param $x i32) (param $factor f64) (param $shift f64)
    (local $end i32) (local $factors v128) (local $shifts v128)
    (local.set $factors (f64x2.splat (local.get $factor)))
    (local.set $shifts (f64x2.splat (local.get $shift)))
    (local.set $x (i32.shl (local.get $x) (i32.const 3)))
    (local.set $out (i32.shl (local.get $out) (i32.const 3)))
    (local.set $end (i32.add (local.get $out) (i32.shl (local.get $count) (i32.const 3))))
    (loop $next
      (v128.store (local.get $out)
        (f64x2.add (f64x2.mul (local.get $factors) (v128.load (local.get $x))) (local.get $shifts)))
      (local.set $x (i32.add (local.get $x) (i32.const 16)))
      (br_if $next (i32.lt_u (local.tee $out (i32.add (local.get $out) (i32.const 16))) (local.get $end)))))

  ;; Normals of words, two at a time. As in normal-words.ts, but the octave and the piece of a word are the exponent and
  ;; the first bits of the fraction of the odd number as a double; so the octaves of $table begin with the lowest.
  (func (export "normals") (param $table i32) (param $from i32) (param $count i32) (param $out i32)
    (local $end i32) (local $word v128) (local $upper v128) (local $bits v128) (local $x v128) (local $square v128)
    (local $p i32) (local $q i32) (local $a v128) (local $b v128) (local $low v128) (local $middle v128)
    ;; The exponent of 1 is 1023, and each has 32 pieces of 64 bytes.
    (local.set $table (i32.sub (i32.shl (local.get $table) (i32.const 3)) (i32.const 2095104)))
    (local.set $from (i32.shl (local.get $from) (i32.const 2)))
    (local.set $out (i32.shl (local.get $out) (i32.const 3)))
    (local.set $end (i32.add (local.get $out) (i32.shl (local.get $count) (i32.const 3))))
    (loop $next
      (local.set $word (v128.load64_zero (local.get $from)))
      (local.set $upper (i32x4.shr_s (local.get $word) (i32.const 31)))
      ;; Of each double its exponent and five bits, and below them the rest of the word's bits.
      (local.set $bits
        (i64x2.shr_u
          (f64x2.convert_low_i32x4_u
            (v128.or
              (i32x4.shl (v128.xor (local.get $word) (local.get $upper)) (i32.const 1))
              (v128.const i32x4 1 1 1 1)))
          (i32.const 15)))
      (local.set $x
        (f64x2.convert_low_i32x4_s
          (v128.xor
            (i8x16.shuffle 0 1 2 3 8 9 10 11 0 1 2 3 8 9 10 11 (local.get $bits) (local.get $bits))
            (v128.const i32x4 0x80000000 0x80000000 0x80000000 0x80000000))))
      (local.set $square (f64x2.mul (local.get $x) (local.get $x)))
      (local.set $p
        (i32.add (local.get $table) (i32.shl (i32x4.extract_lane 1 (local.get $bits)) (i32.const 6))))
      (local.set $q
        (i32.add (local.get $table) (i32.shl (i32x4.extract_lane 3 (local.get $bits)) (i32.const 6))))
      (local.set $a (v128.load (local.get $p)))
      (local.set $b (v128.load (local.get $q)))
      (local.set $low
        (f64x2.add
          (i8x16.shuffle 0 1 2 3 4 5 6 7 16 17 18 19 20 21 22 23 (local.get $a) (local.get $b))
          (f64x2.mul
            (local.get $x)
            (i8x16.shuffle 8 9 10 11 12 13 14 15 24 25 26 27 28 29 30 31 (local.get $a) (local.get $b)))))
      (local.set $a (v128.load offset=16 (local.get $p)))
      (local.set $b (v128.load offset=16 (local.get $q)))
      (local.set $middle
        (f64x2.add
          (i8x16.shuffle 0 1 2 3 4 5 6 7 16 17 18 19 20 21 22 23 (local.get $a) (local.get $b))
          (f64x2.mul
            (local.get $x)
            (i8x16.shuffle 8 9 10 11 12 13 14 15 24 25 26 27 28 29 30 31 (local.get $a) (local.get $b)))))
      (local.set $a (v128.load offset=32 (local.get $p)))
      (local.set $b (v128.load offset=32 (local.get $q)))
      (v128.store (local.get $out)
        ;; Of a word in the upper half the sign is the other one.
        (v128.xor
          (i64x2.shl (i64x2.extend_low_i32x4_s (local.get $upper)) (i32.const 63))
          (f64x2.add
            (local.get $low)
            (f64x2.mul
              (local.get $square)
              (f64x2.add
                (local.get $middle)
                (f64x2.mul
                  (local.get $square)
                  (f64x2.add
                    (f64x2.add
                      (i8x16.shuffle 0 1 2 3 4 5 6 7 16 17 18 19 20 21 22 23 (local.get $a) (local.get $b))
                      (f64x2.mul
                        (local.get $x)
                        (i8x16.shuffle 8 9 10 11 12 13 14 15 24 25 26 27 28 29 30 31 (local.get $a) (local.get $b))))
                    (f64x2.mul
                      (local.get $square)
                      (i8x16.shuffle 0 1 2 3 4 5 6 7 16 17 18 19 20 21 22 23
                        (v128.load64_zero offset=48 (local.get $p))
                        (v128.load64_zero offset=48 (local.get $q)))))))))))
      (local.set $from (i32.add (local.get $from) (i32.const 8)))
      (br_if $next (i32.lt_u (local.tee $out (i32.add (local.get $out) (i32.const 16))) (local.get $end)))))

  ;; Threefry-2×32 of 13 rounds as in threefry.ts, four pairs at a time: `count` of them, whose counters are those from
  ;; $counter0 and $counter1 on, without a carry from one to the other.
  (func (export "pairs")
    (param $key0 i32) (param $key1 i32) (param $counter0 i32) (param $counter1 i32) (param $count i32) (param $at i32)
    (local $end i32) (local $counters v128) (local $start v128) (local $x v128) (local $y v128)
    (local $k0 v128) (local $k1 v128) (local $k2 v128) (local $k2and1 v128) (local $k0and2 v128) (local $k1and3 v128)
    (local.set $k0 (i32x4.splat (local.get $key0)))
    (local.set $k1 (i32x4.splat (local.get $key1)))
    (local.set $k2 (v128.xor (v128.xor (local.get $k0) (local.get $k1)) (i32x4.splat (i32.const 0x1bd11bda))))
    (local.set $k2and1 (i32x4.add (local.get $k2) (i32x4.splat (i32.const 1))))
    (local.set $k0and2 (i32x4.add (local.get $k0) (i32x4.splat (i32.const 2))))
    (local.set $k1and3 (i32x4.add (local.get $k1) (i32x4.splat (i32.const 3))))
    (local.set $counters
      (i32x4.add (i32x4.splat (i32.add (local.get $counter0) (local.get $key0))) (v128.const i32x4 0 1 2 3)))
    (local.set $start (i32x4.splat (i32.add (local.get $counter1) (local.get $key1))))
    (local.set $at (i32.shl (local.get $at) (i32.const 2)))
    (local.set $end (i32.add (local.get $at) (i32.shl (local.get $count) (i32.const 3))))
    (loop $next
      (local.set $x (i32x4.add (local.get $counters) (local.get $start)))
      (local.set $y (v128.xor (local.get $x) (v128.or (i32x4.shl (local.get $start) (i32.const 13)) (i32x4.shr_u (local.get $start) (i32.const 19)))))
      (local.set $x (i32x4.add (local.get $x) (local.get $y)))
      (local.set $y (v128.xor (local.get $x) (v128.or (i32x4.shl (local.get $y) (i32.const 15)) (i32x4.shr_u (local.get $y) (i32.const 17)))))
      (local.set $x (i32x4.add (local.get $x) (local.get $y)))
      (local.set $y (v128.xor (local.get $x) (v128.or (i32x4.shl (local.get $y) (i32.const 26)) (i32x4.shr_u (local.get $y) (i32.const 6)))))
      (local.set $x (i32x4.add (local.get $x) (local.get $y)))
      (local.set $y (v128.xor (local.get $x) (v128.or (i32x4.shl (local.get $y) (i32.const 6)) (i32x4.shr_u (local.get $y) (i32.const 26)))))
      (local.set $x (i32x4.add (local.get $x) (local.get $k1)))
      (local.set $y (i32x4.add (local.get $y) (local.get $k2and1)))
      (local.set $x (i32x4.add (local.get $x) (local.get $y)))
      (local.set $y (v128.xor (local.get $x) (v128.or (i32x4.shl (local.get $y) (i32.const 17)) (i32x4.shr_u (local.get $y) (i32.const 15)))))
      (local.set $x (i32x4.add (local.get $x) (local.get $y)))
      (local.set $y (v128.xor (local.get $x) (v128.or (i32x4.shl (local.get $y) (i32.const 29)) (i32x4.shr_u (local.get $y) (i32.const 3)))))
      (local.set $x (i32x4.add (local.get $x) (local.get $y)))
      (local.set $y (v128.xor (local.get $x) (v128.or (i32x4.shl (local.get $y) (i32.const 16)) (i32x4.shr_u (local.get $y) (i32.const 16)))))
      (local.set $x (i32x4.add (local.get $x) (local.get $y)))
      (local.set $y (v128.xor (local.get $x) (v128.or (i32x4.shl (local.get $y) (i32.const 24)) (i32x4.shr_u (local.get $y) (i32.const 8)))))
      (local.set $x (i32x4.add (local.get $x) (local.get $k2)))
      (local.set $y (i32x4.add (local.get $y) (local.get $k0and2)))
      (local.set $x (i32x4.add (local.get $x) (local.get $y)))
      (local.set $y (v128.xor (local.get $x) (v128.or (i32x4.shl (local.get $y) (i32.const 13)) (i32x4.shr_u (local.get $y) (i32.const 19)))))
      (local.set $x (i32x4.add (local.get $x) (local.get $y)))
      (local.set $y (v128.xor (local.get $x) (v128.or (i32x4.shl (local.get $y) (i32.const 15)) (i32x4.shr_u (local.get $y) (i32.const 17)))))
      (local.set $x (i32x4.add (local.get $x) (local.get $y)))
      (local.set $y (v128.xor (local.get $x) (v128.or (i32x4.shl (local.get $y) (i32.const 26)) (i32x4.shr_u (local.get $y) (i32.const 6)))))
      (local.set $x (i32x4.add (local.get $x) (local.get $y)))
      (local.set $y (v128.xor (local.get $x) (v128.or (i32x4.shl (local.get $y) (i32.const 6)) (i32x4.shr_u (local.get $y) (i32.const 26)))))
      (local.set $x (i32x4.add (local.get $x) (local.get $k0)))
      (local.set $y (i32x4.add (local.get $y) (local.get $k1and3)))
      (local.set $x (i32x4.add (local.get $x) (local.get $y)))
      (local.set $y (v128.xor (local.get $x) (v128.or (i32x4.shl (local.get $y) (i32.const 17)) (i32x4.shr_u (local.get $y) (i32.const 15)))))
      (v128.store (local.get $at)
        (i8x16.shuffle 0 1 2 3 16 17 18 19 4 5 6 7 20 21 22 23 (local.get $x) (local.get $y)))
      (v128.store offset=16 (local.get $at)
        (i8x16.shuffle 8 9 10 11 24 25 26 27 12 13 14 15 28 29 30 31 (local.get $x) (local.get $y)))
      (local.set $counters (i32x4.add (local.get $counters) (v128.const i32x4 4 4 4 4)))
      (br_if $next (i32.lt_u (local.tee $at (i32.add (local.get $at) (i32.const 32))) (local.get $end)))))
)
