/**
 * True when everything that a text of IAM stands for is also meant by the pattern. `*` is any text, `?` any character, in
 * both: `kms:*` includes `kms:Re*`.
 *
 * Policy variables (`${aws:username}`) stand for something else in every request: such texts only include themselves.
 */
export function includes(pattern: string, text: string): boolean {
  if (pattern === text) return true;
  if (hasVariable(pattern) || hasVariable(text)) return false;
  return isWithin([...pattern], [...text]);
}

/** True when the text stands for nothing but itself. */
export function isLiteral(text: string): boolean {
  return !/[*?]/.test(text) && !hasVariable(text);
}

/** True when the text holds a policy variable, or the spelling of a wildcard that is none (`${*}`). */
export function hasVariable(text: string): boolean {
  return text.includes('${');
}

/** Goes back to the last `*` only, so that no pattern takes longer than its length times that of the text. */
function isWithin(pattern: readonly string[], text: readonly string[]): boolean {
  let p = 0;
  let t = 0;
  let star = -1;
  let resumeAt = 0;
  while (t < text.length) {
    if (pattern[p] === '*') {
      star = p++;
      resumeAt = t;
    } else if (isOne(pattern[p], text[t])) {
      p++;
      t++;
    } else if (star >= 0) {
      p = star + 1;
      t = ++resumeAt;
    } else {
      return false;
    }
  }
  return pattern.slice(p).every((character) => character === '*');
}

/** A `*` in the text is any text, which only a `*` of the pattern includes. */
function isOne(pattern: string | undefined, character: string | undefined): boolean {
  return pattern === '?' ? character !== '*' : pattern === character && pattern !== '*';
}
