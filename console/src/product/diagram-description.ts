/** What a diagram says of itself to those who do not see it. Parsing runs nothing and fetches nothing. */
export function descriptionOf(svg: string): string {
  const parsed = new DOMParser().parseFromString(svg, 'image/svg+xml');
  return parsed.querySelector('desc')?.textContent ?? 'how it is built';
}
