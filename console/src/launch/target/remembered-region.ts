const key = 'region';

/** The region that this person launched in last; us-east-1, as on the command line, for a first launch. */
export function rememberedRegion(): string {
  try {
    return window.localStorage.getItem(key) ?? 'us-east-1';
  } catch {
    return 'us-east-1';
  }
}

/** Remembers the region for the next launch. */
export function rememberRegion(region: string): void {
  try {
    window.localStorage.setItem(key, region);
  } catch {
    // Storage may be forbidden; then each visit begins with the first region.
  }
}
