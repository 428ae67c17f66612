/** A pattern that EventBridge does not take. The message is the reason in AWS's words, without a place in the text. */
export class EventPatternError extends Error {
  override name = 'EventPatternError';
}

/** The error for a reason. */
export function refuse(reason: string): EventPatternError {
  return new EventPatternError(reason);
}
