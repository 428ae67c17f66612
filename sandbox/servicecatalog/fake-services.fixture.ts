import { AwsError } from '../core/aws-error.ts';
import type { Host } from '../core/host.ts';
import type { AnyOperation, Call, Service } from '../core/service.ts';
import { operation } from '../core/service.ts';

/** Small stand-ins for the services that the catalog works with: they keep what they are told and answer what is there. */

type Kept = { readonly body: string; readonly tagging: string };

/** Buckets and objects. Objects under `locked/` are encrypted with a key that nobody may use. */
export const fakeS3 = (_: Host): Service => {
  const objects = new Map<string, Kept>();
  const operations: Record<string, AnyOperation> = {
    CreateBucket: free(() => ({})),
    PutBucketPolicy: free(() => ({})),
    PutObject: free(
      ({ Bucket, Key, Body, Tagging = '' }: { Bucket: string; Key: string; Body: unknown; Tagging?: string }) => {
        const body = Body instanceof Uint8Array ? Buffer.from(Body).toString() : String(Body);
        objects.set(`${Bucket}/${Key}`, { body, tagging: Tagging });
        return {};
      },
    ),
    GetObject: free(({ Bucket, Key }: { Bucket: string; Key: string }) => {
      const object = objects.get(`${Bucket}/${Key}`);
      if (object === undefined) throw new AwsError('NoSuchKey', 'The specified key does not exist.', { status: 404 });
      if (Key.startsWith('locked/'))
        throw new AwsError('AccessDenied', 'not authorized to perform: kms:Decrypt', { status: 403 });
      return { Body: Buffer.from(object.body), Tagging: object.tagging };
    }),
  };
  return { id: 's3', protocol: 'rest-xml', model: async () => ({}), operations };
};

type FakeStack = {
  readonly StackId: string;
  readonly StackName: string;
  readonly StackStatus: string;
  readonly TemplateURL: string;
  readonly Parameters: readonly { readonly ParameterKey: string; readonly ParameterValue?: string }[];
  readonly Tags: readonly { readonly Key: string; readonly Value: string }[];
  readonly by: string;
  readonly token: string;
  readonly updatedAt?: number;
};

/** How long the stacks of the stand-in take, on the clock. */
export const stackTimeMs = 60_000;

/**
 * Stacks that take a minute. What a stack does is up to its parameter `Outcome`: `fails` rolls back, `refused` is refused
 * at once, `stays` cannot be deleted.
 */
export const fakeCloudFormation = (host: Host): Service => {
  const stacks = (call: Call) => call.collection<FakeStack>('stacks');
  const named = (call: Call, name: string) =>
    stacks(call)
      .values()
      .find(({ StackId, StackName, StackStatus }) =>
        name.startsWith('arn:') ? StackId === name : StackName === name && StackStatus !== 'DELETE_COMPLETE',
      );
  const existing = (call: Call, name: string) => {
    const stack = named(call, name);
    if (stack === undefined) throw new AwsError('ValidationError', `Stack with id ${name} does not exist`);
    return stack;
  };
  const change = (call: Call, stack: FakeStack, StackStatus: string) => {
    stacks(call).put(stack.StackId, { ...stack, StackStatus });
    const detail = { 'stack-id': stack.StackId, 'status-details': { status: StackStatus } };
    const { account, region } = call;
    host.publish(
      { source: 'aws.cloudformation', detailType: 'CloudFormation Stack Status Change', resources: [], detail },
      { account, region },
    );
  };
  const later = (call: Call, stack: FakeStack, statuses: readonly string[]) => {
    for (const [index, status] of statuses.entries())
      host.clock.at(host.clock.now() + stackTimeMs * (index + 1), () => change(call, stack, status));
  };
  const outcome = ({ Parameters }: FakeStack) =>
    Parameters.find(({ ParameterKey }) => ParameterKey === 'Outcome')?.ParameterValue;
  const taken = (call: Call, input: Partial<FakeStack> & { readonly ClientRequestToken?: string }) => ({
    StackName: input.StackName ?? '',
    TemplateURL: input.TemplateURL ?? '',
    Parameters: input.Parameters ?? [],
    Tags: input.Tags ?? [],
    by: 'arn' in call.caller ? call.caller.arn : call.caller.kind,
    token: input.ClientRequestToken ?? '',
  });
  const operations: Record<string, AnyOperation> = {
    ValidateTemplate: free(({ TemplateURL }: { TemplateURL: string }) => {
      if (TemplateURL.includes('broken')) throw new AwsError('ValidationError', 'Template format error');
      return {};
    }),
    CreateStack: operation<Partial<FakeStack>, object>({
      needs: (_, call) => [{ action: 'cloudformation:CreateStack', resource: call.arn('cloudformation', 'stack/*') }],
      run: (input, call) => {
        const StackId = call.arn('cloudformation', `stack/${input.StackName}/${host.ids.uuid()}`);
        const stack: FakeStack = { StackId, StackStatus: 'CREATE_IN_PROGRESS', ...taken(call, input) };
        if (outcome(stack) === 'refused')
          throw new AwsError('ValidationError', 'Parameters: [KeyName] must have values');
        stacks(call).put(StackId, stack);
        later(
          call,
          stack,
          outcome(stack) === 'fails' ? ['ROLLBACK_IN_PROGRESS', 'ROLLBACK_COMPLETE'] : ['CREATE_COMPLETE'],
        );
        return { StackId };
      },
    }),
    UpdateStack: operation<Partial<FakeStack>, object>({
      needs: () => [],
      run: (input, call) => {
        const old = existing(call, input.StackName ?? '');
        const stack = {
          ...old,
          ...taken(call, input),
          StackName: old.StackName,
          StackStatus: 'UPDATE_IN_PROGRESS',
          updatedAt: host.clock.now(),
        };
        stacks(call).put(old.StackId, stack);
        const failing = ['UPDATE_ROLLBACK_IN_PROGRESS', 'UPDATE_ROLLBACK_COMPLETE'];
        later(call, stack, outcome(stack) === 'fails' ? failing : ['UPDATE_COMPLETE']);
        return { StackId: old.StackId };
      },
    }),
    DeleteStack: operation<{ readonly StackName: string }, object>({
      needs: () => [],
      run: ({ StackName }, call) => {
        const stack = { ...existing(call, StackName), StackStatus: 'DELETE_IN_PROGRESS' };
        stacks(call).put(stack.StackId, stack);
        later(call, stack, [outcome(stack) === 'stays' ? 'DELETE_FAILED' : 'DELETE_COMPLETE']);
        return {};
      },
    }),
    DescribeStacks: operation<{ readonly StackName: string }, object>({
      needs: () => [],
      run: ({ StackName }, call) => {
        const { updatedAt, ...stack } = existing(call, StackName);
        const LastUpdatedTime = updatedAt === undefined ? undefined : new Date(updatedAt);
        const Outputs = [{ OutputKey: 'BucketName', OutputValue: 'my-bucket', Description: 'The bucket' }];
        return { Stacks: [{ ...stack, ...(LastUpdatedTime && { LastUpdatedTime }), Outputs }] };
      },
    }),
    CreateChangeSet: operation<Partial<FakeStack> & { readonly ChangeSetType: string }, object>({
      needs: () => [],
      run: (input, call) => {
        const isNew = input.ChangeSetType === 'CREATE';
        const StackId = isNew
          ? call.arn('cloudformation', `stack/${input.StackName}/${host.ids.uuid()}`)
          : existing(call, input.StackName ?? '').StackId;
        const stack = { StackId, StackStatus: isNew ? 'REVIEW_IN_PROGRESS' : 'CREATE_COMPLETE', ...taken(call, input) };
        stacks(call).put(StackId, stack);
        return { Id: StackId.replace(':stack/', ':changeSet/'), StackId };
      },
    }),
    DescribeChangeSet: free(() => ({
      Status: 'CREATE_COMPLETE',
      Changes: [
        {
          ResourceChange: {
            Action: 'Modify',
            LogicalResourceId: 'Bucket',
            ResourceType: 'AWS::S3::Bucket',
            Replacement: 'True',
            Scope: ['Properties'],
            Details: [
              {
                Target: { Attribute: 'Properties', Name: 'BucketName', RequiresRecreation: 'Always' },
                Evaluation: 'Static',
                CausingEntity: 'Size',
              },
            ],
          },
        },
      ],
    })),
    DeleteChangeSet: free(() => ({})),
    ExecuteChangeSet: operation<{ readonly ChangeSetName: string }, object>({
      needs: () => [],
      run: ({ ChangeSetName }, call) => {
        const old = existing(call, ChangeSetName.replace(':changeSet/', ':stack/'));
        const isNew = old.StackStatus === 'REVIEW_IN_PROGRESS';
        const stack = { ...old, StackStatus: isNew ? 'CREATE_IN_PROGRESS' : 'UPDATE_IN_PROGRESS' };
        stacks(call).put(stack.StackId, { ...stack, updatedAt: host.clock.now() });
        later(call, stack, [isNew ? 'CREATE_COMPLETE' : 'UPDATE_COMPLETE']);
        return {};
      },
    }),
    DescribeStackEvents: operation<{ readonly StackName: string }, object>({
      needs: () => [],
      run: () => ({
        StackEvents: [
          event('Role', 'CREATE_FAILED', 'Resource creation cancelled', host),
          event('Bucket', 'CREATE_FAILED', 'the name is taken', host),
        ],
      }),
    }),
  };
  return { id: 'cloudformation', protocol: 'query', model: async () => ({}), operations };
};

function event(LogicalResourceId: string, ResourceStatus: string, ResourceStatusReason: string, { clock }: Host) {
  return { LogicalResourceId, ResourceStatus, ResourceStatusReason, Timestamp: new Date(clock.now()) };
}

/** Roles named `Known...` exist; the user `member` is in the group `launchers`. */
export const fakeIam = (_: Host): Service => ({
  id: 'iam',
  protocol: 'query',
  model: async () => ({}),
  operations: {
    GetRole: operation<{ readonly RoleName: string }, object>({
      needs: () => [],
      run: ({ RoleName }, { account }) => {
        if (!RoleName.startsWith('Known'))
          throw new AwsError('NoSuchEntity', `The role with name ${RoleName} cannot be found.`, { status: 404 });
        return { Role: { Arn: `arn:aws:iam::${account}:role/factory/${RoleName}` } };
      },
    }),
    ListGroupsForUser: operation<{ readonly UserName: string }, object>({
      needs: () => [],
      run: ({ UserName }, { account }) => ({
        Groups: UserName === 'member' ? [{ Arn: `arn:aws:iam::${account}:group/launchers` }] : [],
      }),
    }),
  },
});

/** An operation that everybody may use. */
function free<Input>(run: (input: Input) => object): AnyOperation {
  return operation<Input, object>({ needs: () => [], run });
}
