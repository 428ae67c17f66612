import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import {
  DeleteBucketPolicyCommand,
  GetBucketEncryptionCommand,
  GetBucketLocationCommand,
  GetBucketNotificationConfigurationCommand,
  GetBucketOwnershipControlsCommand,
  GetBucketPolicyCommand,
  GetPublicAccessBlockCommand,
  PutBucketNotificationConfigurationCommand,
  PutBucketPolicyCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { DeleteParameterCommand, GetParameterCommand, PutParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { isNamed, isNotFound } from '#lib/handler/aws-errors.ts';
import { sleep } from '#lib/handler/sleep.ts';
import { stackStatus } from '#lib/handler/stack-status.ts';
import type { Bucket, BucketScope, ParameterStore, World } from './ports.ts';

/** The clients of one execution environment. */
export function realWorld(): World {
  const s3 = new S3Client({ maxAttempts: 5 });
  const ssm = new SSMClient({ maxAttempts: 5 });
  const cloudFormation = new CloudFormationClient({ maxAttempts: 5 });
  return {
    bucket: (scope) => s3Bucket(s3, scope),
    parameters: (signal) => parameterStore(ssm, signal),
    stackStatus: (stackId, signal) => stackStatus(cloudFormation, stackId, { signal }),
    sleep,
  };
}

/** A bucket, through the SDK. */
export function s3Bucket(client: S3Client, { bucketName, account, signal }: BucketScope): Bucket {
  const target = { Bucket: bucketName, ExpectedBucketOwner: account };
  const options = { abortSignal: signal };
  return {
    region: async () => {
      try {
        const { LocationConstraint: place } = await client.send(new GetBucketLocationCommand(target), options);
        return regionOf(place);
      } catch (error) {
        if (isElsewhere(error)) return regionNamedBy(error);
        throw error;
      }
    },
    ...readingSettings(client, target, options),
    ...writingPolicy(client, target, options),
    notifications: async () => {
      const found = await client.send(new GetBucketNotificationConfigurationCommand(target), options);
      const { TopicConfigurations, QueueConfigurations, LambdaFunctionConfigurations, EventBridgeConfiguration } =
        found;
      return { TopicConfigurations, QueueConfigurations, LambdaFunctionConfigurations, EventBridgeConfiguration };
    },
    putNotifications: async (notifications) => {
      await client.send(
        new PutBucketNotificationConfigurationCommand({
          ...target,
          NotificationConfiguration: { ...notifications },
          // Entries of others are passed on as they are: a queue that is gone meanwhile is not ours to complain about,
          // and nobody's queue is to receive a test message.
          SkipDestinationValidation: true,
        }),
        options,
      );
    },
  };
}

type Target = { readonly Bucket: string; readonly ExpectedBucketOwner: string };
type CallOptions = { readonly abortSignal: AbortSignal };

function readingSettings(
  client: S3Client,
  target: Target,
  options: CallOptions,
): Pick<Bucket, 'encryption' | 'ownership' | 'publicAccess'> {
  return {
    encryption: () =>
      unless('ServerSideEncryptionConfigurationNotFoundError', async () => {
        const answer = await client.send(new GetBucketEncryptionCommand(target), options);
        const [rule] = answer.ServerSideEncryptionConfiguration?.Rules ?? [];
        const { SSEAlgorithm: algorithm, KMSMasterKeyID: key } = rule?.ApplyServerSideEncryptionByDefault ?? {};
        return algorithm === undefined ? undefined : { algorithm, key };
      }),
    ownership: () =>
      unless('OwnershipControlsNotFoundError', async () => {
        const answer = await client.send(new GetBucketOwnershipControlsCommand(target), options);
        return answer.OwnershipControls?.Rules?.[0]?.ObjectOwnership;
      }),
    publicAccess: () =>
      unless('NoSuchPublicAccessBlockConfiguration', async () => {
        const answer = await client.send(new GetPublicAccessBlockCommand(target), options);
        const found = answer.PublicAccessBlockConfiguration;
        return {
          BlockPublicAcls: found?.BlockPublicAcls === true,
          IgnorePublicAcls: found?.IgnorePublicAcls === true,
          BlockPublicPolicy: found?.BlockPublicPolicy === true,
          RestrictPublicBuckets: found?.RestrictPublicBuckets === true,
        };
      }),
  };
}

function writingPolicy(
  client: S3Client,
  target: Target,
  options: CallOptions,
): Pick<Bucket, 'policy' | 'putPolicy' | 'deletePolicy'> {
  return {
    policy: () =>
      unless('NoSuchBucketPolicy', async () => {
        const { Policy: text } = await client.send(new GetBucketPolicyCommand(target), options);
        // Taken for "no policy", an empty answer would have the policy replaced.
        if (text === undefined || text === '') throw new Error('S3 answered without the policy of the bucket');
        return text;
      }),
    putPolicy: async (text) => {
      await client.send(new PutBucketPolicyCommand({ ...target, Policy: text }), options);
    },
    deletePolicy: async () => {
      await client.send(new DeleteBucketPolicyCommand(target), options);
    },
  };
}

/** Undefined when S3 says by this name that nothing is configured. */
async function unless<T>(nothing: string, read: () => Promise<T>): Promise<T | undefined> {
  try {
    return await read();
  } catch (error) {
    if (isNamed(error, nothing)) return undefined;
    throw error;
  }
}

/** The oldest region has no name here, and very old buckets in Ireland have another one. */
function regionOf(place: string | undefined): string {
  if (place === undefined || place === '') return 'us-east-1';
  return place === 'EU' ? 'eu-west-1' : place;
}

/** A region answers for its own buckets only. */
function isElsewhere(error: unknown): boolean {
  return isNamed(
    error,
    'PermanentRedirect',
    'AuthorizationHeaderMalformed',
    'IllegalLocationConstraintException',
    'IncorrectEndpoint',
  );
}

function regionNamedBy(error: unknown): string | undefined {
  const response: unknown = Reflect.get(Object(error), '$response');
  const headers: unknown = Reflect.get(Object(response), 'headers');
  const region: unknown = Reflect.get(Object(headers), 'x-amz-bucket-region') ?? Reflect.get(Object(error), 'Region');
  return typeof region === 'string' ? region : undefined;
}

/** Parameters, through the SDK. */
export function parameterStore(client: SSMClient, signal: AbortSignal): ParameterStore {
  const options = { abortSignal: signal };
  return {
    read: async (name) => {
      try {
        return (await client.send(new GetParameterCommand({ Name: name }), options)).Parameter?.Value;
      } catch (error) {
        if (isNotFound(error, 'ssm')) return undefined;
        throw error;
      }
    },
    write: async (name, text) => {
      const Description = 'What a launch has changed at an existing bucket, so that its termination can take it back';
      const input = { Name: name, Value: text, Description, Type: 'String', Overwrite: true } as const;
      await client.send(new PutParameterCommand(input), options);
    },
    remove: async (name) => {
      try {
        await client.send(new DeleteParameterCommand({ Name: name }), options);
      } catch (error) {
        if (!isNotFound(error, 'ssm')) throw error;
      }
    },
  };
}
