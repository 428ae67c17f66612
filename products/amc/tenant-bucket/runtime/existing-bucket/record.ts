import { OutsideError } from '#lib/errors.ts';
import type { Attachment, AttachmentRecord, ExistingBucketInput } from './contract.ts';
import type { ParameterStore } from './ports.ts';

/** What the record says, as far as this launch is concerned. */
export type Recorded = {
  /** What this launch has changed, bucket by bucket. */
  readonly attachments: readonly Attachment[];
  /** Why the record cannot be used: it is somebody else's. It is left alone then. */
  readonly trouble: string | undefined;
};

type Keeping = Pick<ExistingBucketInput, 'record' | 'stackId'>;

/** Reads the record of a launch; without one, nothing was changed. */
export async function readRecord(parameters: ParameterStore, { record, stackId }: Keeping): Promise<Recorded> {
  const text = await parameters.read(record);
  if (text === undefined) return { attachments: [], trouble: undefined };
  const found = parsed(text);
  if (found === undefined) {
    const trouble = `SSM parameter '${record}' holds something else than the record of an attachment: move it elsewhere`;
    return { attachments: [], trouble };
  }
  if (found.stackId !== stackId) {
    const trouble =
      `SSM parameter '${record}' is the record of another launch (${found.stackId}): ` +
      'give this one another Project, Environment or tenant; if that stack is gone, delete the parameter';
    return { attachments: [], trouble };
  }
  return { attachments: found.attachments, trouble: undefined };
}

/** Puts an attachment into the record, in place of what was there about its bucket. Not written when it is there already. */
export async function keep(parameters: ParameterStore, keeping: Keeping, attachment: Attachment): Promise<void> {
  const { attachments, trouble } = await readRecord(parameters, keeping);
  if (trouble !== undefined) throw new OutsideError(trouble);
  const others = attachments.filter(({ bucketName }) => bucketName !== attachment.bucketName);
  const before = attachments.find(({ bucketName }) => bucketName === attachment.bucketName);
  if (before !== undefined && print(before) === print(attachment)) return;
  await write(parameters, keeping, [...others, attachment]);
}

/** Takes a bucket out of the record, and removes the record with the last one. */
export async function forget(parameters: ParameterStore, keeping: Keeping, bucketName: string): Promise<void> {
  const { attachments } = await readRecord(parameters, keeping);
  const others = attachments.filter((attachment) => attachment.bucketName !== bucketName);
  if (others.length === attachments.length) return;
  if (others.length === 0) await parameters.remove(keeping.record);
  else await write(parameters, keeping, others);
}

async function write(
  parameters: ParameterStore,
  { record, stackId }: Keeping,
  attachments: readonly Attachment[],
): Promise<void> {
  const value: AttachmentRecord = { stackId, attachments: attachments.map(plain) };
  await parameters.write(record, JSON.stringify(value));
}

function print(attachment: Attachment): string {
  return JSON.stringify(plain(attachment));
}

/** In one order of members. */
function plain({ bucketName, state, statementIds, switchedEventsOn }: Attachment): Attachment {
  return { bucketName, state, statementIds, switchedEventsOn };
}

function parsed(text: string): AttachmentRecord | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isRecord(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function isRecord(value: unknown): value is AttachmentRecord {
  return (
    isObject(value) &&
    'stackId' in value &&
    typeof value.stackId === 'string' &&
    'attachments' in value &&
    Array.isArray(value.attachments) &&
    value.attachments.every(isAttachment)
  );
}

function isAttachment(value: unknown): value is Attachment {
  return (
    isObject(value) &&
    'bucketName' in value &&
    typeof value.bucketName === 'string' &&
    'switchedEventsOn' in value &&
    typeof value.switchedEventsOn === 'boolean' &&
    'statementIds' in value &&
    Array.isArray(value.statementIds)
  );
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
