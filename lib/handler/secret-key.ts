/** Words in a key that make its value a secret, looked for in the key without separators and capitals. */
const SECRET =
  /password|passwd|passphrase|pwd$|secret|token|authorization|cookie|credential|signature|assertion|jwt|apikey|privatekey|accesskey$|responseurl|connectionstring/;

/** Last words that turn a secret into something about a secret: `clientSecretName`, `tokenType`, `SecretArn`. */
const ABOUT = new Set(
  'name names arn arns id ids type count version path parameter param remaining used limit expires expiry ttl length status'.split(
    ' ',
  ),
);

/** True when a value under this key has to be kept out of logs and reasons, whatever the value is. */
export function isSecretKey(key: string): boolean {
  const words = key
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '');
  return SECRET.test(words.join('')) && !ABOUT.has(words.at(-1) ?? '');
}
