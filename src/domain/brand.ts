declare const brand: unique symbol

/** A value of a given shape that cannot be swapped for another of the same shape. Exists in types only. */
export type Brand<Value, Name extends string> = Value & { readonly [brand]: Name }
