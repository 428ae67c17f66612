// Java's String.trim, to which CloudFormation's "space trimmed" amounts: everything up to U+0020, nothing beyond.
const PADDING = /^[^\u0021-\uffff]+|[^\u0021-\uffff]+$/g;

/**
 * The members of a list parameter: always one more than there are commas, each one trimmed.
 *
 * Empty text is a list of one empty member; CloudFormation has no empty list.
 */
export function listMembers(text: string): readonly string[] {
  return text.split(',').map((member) => member.replace(PADDING, ''));
}
