// The grammar of Java's BigDecimal: no white space, no hexadecimal, no NaN, no Infinity, no type suffix.
const DECIMAL = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d+))?$/;

type Decimal = { readonly sign: -1 | 0 | 1; readonly digits: string; readonly magnitude: bigint };

/** Whether CloudFormation takes the text as a number: integer, decimal or with an exponent. */
export function isDecimal(text: string): boolean {
  const match = DECIMAL.exec(text);
  return match !== null && (match[2] !== '' || (match[3] ?? '') !== '');
}

/**
 * Order of two decimal texts, exact at any size: negative, zero or positive.
 *
 * Rounding to doubles never turns an order around, so digits are only looked at where two doubles are equal.
 */
export function compareDecimals(left: string, right: string): number {
  const [a, b] = [Number(left), Number(right)];
  if (a !== b) {
    return a < b ? -1 : 1;
  }
  return left === right ? 0 : compareExactly(decimal(left), decimal(right));
}

function decimal(text: string): Decimal {
  const [, sign = '', whole = '', fraction = '', exponent = '0'] = DECIMAL.exec(text) ?? [];
  const padded = whole + fraction;
  const significant = padded.replace(/^0+/, '');
  if (significant === '') {
    return { sign: 0, digits: '', magnitude: 0n };
  }
  const leadingZeros = padded.length - significant.length;
  return {
    sign: sign === '-' ? -1 : 1,
    digits: significant.replace(/0+$/, ''),
    magnitude: BigInt(exponent) + BigInt(whole.length - leadingZeros),
  };
}

function compareExactly(left: Decimal, right: Decimal): number {
  if (left.sign !== right.sign) {
    return left.sign - right.sign;
  }
  if (left.magnitude !== right.magnitude) {
    return left.magnitude < right.magnitude ? -left.sign : left.sign;
  }
  if (left.digits === right.digits) {
    return 0;
  }
  // Digits start at the first one that is not zero, so text order is their numeric order.
  return left.digits < right.digits ? -left.sign : left.sign;
}
