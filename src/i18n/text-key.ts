/** A dictionary: texts, or areas of texts. */
export interface Dictionary {
  readonly [key: string]: string | Dictionary;
}

/** The same keys with any text: what the English side of an area must satisfy, so that a missing key does not compile. */
export type SameKeys<T> = { [Key in keyof T]: T[Key] extends string ? string : SameKeys<T[Key]> };

type WithoutPlural<Key extends string> = Key extends `${infer Base}_one`
  ? Base
  : Key extends `${infer Base}_other`
    ? Base
    : Key;

/** The dotted names of all texts; `pieces_one` and `pieces_other` are one name, `pieces`, asked with a `count`. */
export type KeysOf<T> = {
  [Key in keyof T & string]: T[Key] extends string ? WithoutPlural<Key> : `${Key}.${KeysOf<T[Key]>}`;
}[keyof T & string];
