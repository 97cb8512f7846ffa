/** The number of a listing from what a seller pasted: its address on Vinted, or the number alone. Null for anything else. */
export function listingNumber(text: string): string | null {
  return (
    /^\s*(?:https:\/\/(?:www\.)?vinted\.[a-z.]{2,6}\/items\/)?(\d{3,16})(?:[-/?#]\S*)?\s*$/.exec(text)?.[1] ??
    null
  );
}
