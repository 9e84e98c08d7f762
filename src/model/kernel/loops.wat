;; The kernel of plain.ts in vectors of two numbers. Places and steps count numbers; rows are a whole number of vectors
;; long. No fused or relaxed operations, and every sum in the order of plain.ts: the results are the same to the last bit.
(module
  (import "yuce" "memory" (memory 1))

  ;; out … end = x operator y. A step is in bytes: 16, or 0 where one vector serves for the whole row.
  (type $row (func (param $out i32) (param $end i32) (param $x i32) (param $dx i32) (param $y i32) (param $dy i32)))
  (table funcref (elem $add $subtract $multiply $divide))

  (func $add (type $row)
    (loop $next
      (v128.store (local.get 0) (f64x2.add (v128.load (local.get 2)) (v128.load (local.get 4))))
      (local.set 2 (i32.add (local.get 2) (local.get 3)))
      (local.set 4 (i32.add (local.get 4) (local.get 5)))
      (br_if $next (i32.lt_u (local.tee 0 (i32.add (local.get 0) (i32.const 16))) (local.get 1)))))

  (func $subtract (type $row)
    (loop $next
      (v128.store (local.get 0) (f64x2.sub (v128.load (local.get 2)) (v128.load (local.get 4))))
      (local.set 2 (i32.add (local.get 2) (local.get 3)))
      (local.set 4 (i32.add (local.get 4) (local.get 5)))
      (br_if $next (i32.lt_u (local.tee 0 (i32.add (local.get 0) (i32.const 16))) (local.get 1)))))

  (func $multiply (type $row)
    (loop $next
      (v128.store (local.get 0) (f64x2.mul (v128.load (local.get 2)) (v128.load (local.get 4))))
      (local.set 2 (i32.add (local.get 2) (local.get 3)))
      (local.set 4 (i32.add (local.get 4) (local.get 5)))
      (br_if $next (i32.lt_u (local.tee 0 (i32.add (local.get 0) (i32.const 16))) (local.get 1)))))

  (func $divide (type $row)
    (loop $next
      (v128.store (local.get 0) (f64x2.div (v128.load (local.get 2)) (v128.load (local.get 4))))
      (local.set 2 (i32.add (local.get 2) (local.get 3)))
      (local.set 4 (i32.add (local.get 4) (local.get 5)))
      (br_if $next (i32.lt_u (local.tee 0 (i32.add (local.get 0) (i32.const 16))) (local.get 1)))))

  ;; Where a row can be read vector by vector: in its place, or, where it is a single number, in `spare`, twice.
  (func $readable (param $at i32) (param $step i32) (param $spare i32) (result i32)
    (if (local.get $step) (then (return (local.get $at))))
    (v128.store (local.get $spare) (v128.load64_splat (local.get $at)))
    (local.get $spare))

  ;; $operator is 0 to 3 for + − × ÷; $spare is a place with room for two vectors.
  (func (export "combine")
    (param $operator i32) (param $spare i32) (param $sectors i32) (param $lanes i32) (param $out i32)
    (param $x i32) (param $xSector i32) (param $xLane i32) (param $y i32) (param $ySector i32) (param $yLane i32)
    (local $end i32)
    (local.set $spare (i32.shl (local.get $spare) (i32.const 3)))
    (local.set $out (i32.shl (local.get $out) (i32.const 3)))
    (local.set $x (i32.shl (local.get $x) (i32.const 3)))
    (local.set $y (i32.shl (local.get $y) (i32.const 3)))
    (loop $sector
      (local.set $end (i32.add (local.get $out) (i32.shl (local.get $lanes) (i32.const 3))))
      (call_indirect (type $row)
        (local.get $out)
        (local.get $end)
        (call $readable (local.get $x) (local.get $xLane) (local.get $spare))
        (i32.shl (local.get $xLane) (i32.const 4))
        (call $readable (local.get $y) (local.get $yLane) (i32.add (local.get $spare) (i32.const 16)))
        (i32.shl (local.get $yLane) (i32.const 4))
        (local.get $operator))
      (local.set $out (local.get $end))
      (local.set $x (i32.add (local.get $x) (i32.shl (local.get $xSector) (i32.const 3))))
      (local.set $y (i32.add (local.get $y) (i32.shl (local.get $ySector) (i32.const 3))))
      (br_if $sector (local.tee $sectors (i32.sub (local.get $sectors) (i32.const 1))))))

  ;; out = 0 + the first row + the second …
  (func (export "sum")
    (param $spare i32) (param $sectors i32) (param $lanes i32) (param $out i32) (param $x i32) (param $xSector i32)
    (local $end i32)
    (local.set $spare (i32.shl (local.get $spare) (i32.const 3)))
    (local.set $out (i32.shl (local.get $out) (i32.const 3)))
    (local.set $x (i32.shl (local.get $x) (i32.const 3)))
    (local.set $end (i32.add (local.get $out) (i32.shl (local.get $lanes) (i32.const 3))))
    (v128.store (local.get $spare) (v128.const f64x2 0 0))
    (call $add
      (local.get $out) (local.get $end) (local.get $spare) (i32.const 0) (local.get $x) (i32.const 16))
    (loop $sector
      (if (i32.eqz (local.tee $sectors (i32.sub (local.get $sectors) (i32.const 1)))) (then (return)))
      (local.set $x (i32.add (local.get $x) (i32.shl (local.get $xSector) (i32.const 3))))
      (call $add
        (local.get $out) (local.get $end) (local.get $out) (i32.const 16) (local.get $x) (i32.const 16))
      (br $sector)))

  ;; Is the sum of the numbers finite? Two vectors at a time.
  (func (export "areFinite") (param $at i32) (param $count i32) (result i32)
    (local $end i32) (local $a v128) (local $b v128) (local $total f64)
    (local.set $at (i32.shl (local.get $at) (i32.const 3)))
    (local.set $end (i32.add (local.get $at) (i32.shl (local.get $count) (i32.const 3))))
    (loop $next
      (local.set $a (f64x2.add (local.get $a) (v128.load (local.get $at))))
      (local.set $b (f64x2.add (local.get $b) (v128.load offset=16 (local.get $at))))
      (br_if $next (i32.lt_u (local.tee $at (i32.add (local.get $at) (i32.const 32))) (local.get $end))))
    (local.set $a (f64x2.add (local.get $a) (local.get $b)))
    (local.set $total (f64.add (f64x2.extract_lane 0 (local.get $a)) (f64x2.extract_lane 1 (local.get $a))))
    ;; Infinity less itself is NaN, which is not equal to anything.
    (f64.eq (f64.sub (local.get $total) (local.get $total)) (f64.const 0)))
)
