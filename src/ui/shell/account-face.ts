/** Two letters for an account's picture; none where no login is known. */
export function initialsOf(login: string | null): string {
  const words = (login ?? '').split(/[^\p{L}\p{N}]+/u).filter(Boolean);
  return words
    .slice(0, 2)
    .map((word) => word[0]!.toUpperCase())
    .join('');
}
