import {
  AddTagsToResourceCommand,
  DeleteParameterCommand,
  DeleteParametersCommand,
  DescribeParametersCommand,
  GetParameterCommand,
  GetParameterHistoryCommand,
  GetParametersByPathCommand,
  GetParametersCommand,
  LabelParameterVersionCommand,
  ListTagsForResourceCommand,
  ParameterAlreadyExists,
  ParameterNotFound,
  PutParameterCommand,
  type PutParameterCommandInput,
  RemoveTagsFromResourceCommand,
  SSMClient,
  UnlabelParameterVersionCommand,
} from '@aws-sdk/client-ssm';
import type { Question } from '../core/access.ts';
import { AwsError } from '../core/aws-error.ts';
import type { Call, Service, ServiceEvent } from '../core/service.ts';
import type { TestGateway } from '../gateway/test-gateway.fixture.ts';
import { openTestGateway } from '../gateway/test-gateway.fixture.ts';
import { ssm } from './service.ts';

type KmsInput = { readonly KeyId?: string; readonly Plaintext: Uint8Array; readonly CiphertextBlob: Uint8Array };

/** A KMS that turns texts around, and shows under which context. */
const kms = (): Service => {
  const turned = (bytes: Uint8Array) => Buffer.from(bytes).reverse();
  const answer = (run: (input: KmsInput, call: Call) => unknown) => ({ needs: () => [], run });
  const operations = {
    Encrypt: answer(({ Plaintext, KeyId }) => {
      if (KeyId === 'alias/missing') throw new AwsError('NotFoundException', 'Alias is not found.');
      return { CiphertextBlob: turned(Plaintext) };
    }),
    Decrypt: answer(({ CiphertextBlob }) => ({ Plaintext: turned(CiphertextBlob) })),
    GenerateDataKey: answer(() => ({ Plaintext: Buffer.alloc(32, 7), CiphertextBlob: Buffer.alloc(32, 7) })),
  };
  return { id: 'kms', protocol: 'json-1.1', model: () => import('@aws-sdk/client-kms'), operations };
};

const questions: Question[] = [];
const events: ServiceEvent[] = [];
const listener = (): Service => ({
  id: 'listener',
  protocol: 'json-1.1',
  model: async () => ({}),
  operations: {},
  onEvent: (event) => void events.push(event),
});

let gateway: TestGateway;
let client: SSMClient;
beforeAll(async () => {
  const decide = (question: Question) => {
    questions.push(question);
    return { allowed: true, because: '' };
  };
  gateway = await openTestGateway({ services: [ssm, kms, listener], decide });
  client = new SSMClient(gateway.client);
});
afterAll(() => gateway.close());

const put = (Name: string, Value: string, more: Partial<PutParameterCommandInput> = {}) =>
  client.send(new PutParameterCommand({ Name, Value, Type: 'String', ...more }));
const get = async (Name: string, WithDecryption = false) =>
  (await client.send(new GetParameterCommand({ Name, WithDecryption }))).Parameter;
const arn = 'arn:aws:ssm:eu-central-1:111122223333:parameter';

describe('a parameter', () => {
  test('has a value, a version and an ARN, and is found by name and ARN', async () => {
    expect(await put('/app/url', 'a')).toMatchObject({ Version: 1, Tier: 'Standard' });

    const parameter = await get('/app/url');
    expect(parameter).toEqual({
      Name: '/app/url',
      Type: 'String',
      Value: 'a',
      Version: 1,
      LastModifiedDate: expect.any(Date),
      ARN: `${arn}/app/url`,
      DataType: 'text',
    });
    expect(await get(`${arn}/app/url`)).toEqual(parameter);
    await put('bare', 'b');
    expect(await get(`${arn}/bare`)).toMatchObject({ Name: 'bare', ARN: `${arn}/bare` });
  });

  test('fails to be found, and to be made twice', async () => {
    await put('twice', 'a');

    await expect(get('nowhere')).rejects.toThrow(ParameterNotFound);
    await expect(put('twice', 'a')).rejects.toThrow(ParameterAlreadyExists);
  });

  test('keeps its history, and its versions have labels', async () => {
    await put('hist', '1', { Description: 'first' });
    await put('hist', '2', { Overwrite: true, Type: undefined });
    const label = { Name: 'hist', ParameterVersion: 1, Labels: ['good', '1bad'] };
    expect(await client.send(new LabelParameterVersionCommand(label))).toMatchObject({
      InvalidLabels: ['1bad'],
      ParameterVersion: 1,
    });

    expect(await get('hist')).toMatchObject({ Value: '2', Version: 2 });
    expect(await get('hist:1')).toMatchObject({ Value: '1', Version: 1, Selector: ':1' });
    expect(await get('hist:good')).toMatchObject({ Value: '1', Selector: ':good' });
    await expect(get('hist:9')).rejects.toMatchObject({ name: 'ParameterVersionNotFound' });
    const { Parameters } = await client.send(new GetParameterHistoryCommand({ Name: 'hist' }));
    expect(Parameters).toMatchObject([
      { Version: 1, Labels: ['good'], Description: 'first', LastModifiedUser: 'arn:aws:iam::111122223333:root' },
      { Version: 2, Labels: [], Description: 'first' },
    ]);
    const removed = await client.send(new UnlabelParameterVersionCommand({ ...label, Labels: ['good', 'x'] }));
    expect(removed).toMatchObject({ RemovedLabels: ['good'], InvalidLabels: ['x'] });
    await expect(get('hist:good')).rejects.toMatchObject({ name: 'ParameterVersionNotFound' });
  });

  test('loses its oldest version after a hundred, unless that one has a label', async () => {
    await put('many', '1');
    for (let version = 2; version <= 101; version++) await put('many', `${version}`, { Overwrite: true });
    await expect(get('many:1')).rejects.toMatchObject({ name: 'ParameterVersionNotFound' });
    await client.send(new LabelParameterVersionCommand({ Name: 'many', ParameterVersion: 2, Labels: ['keep'] }));

    await expect(put('many', 'x', { Overwrite: true })).rejects.toMatchObject({
      name: 'ParameterMaxVersionLimitExceeded',
    });
  });

  test.each<[Partial<PutParameterCommandInput>, string, RegExp]>([
    [{ Name: 'aws-x' }, 'ValidationException', /can't be prefixed with "aws"/u],
    [{ Name: '/SSM/x' }, 'ValidationException', /can't be prefixed with "ssm"/u],
    [{ Name: 'a/b' }, 'ValidationException', /fully qualified name/u],
    [{ Name: 'a:b' }, 'ValidationException', /can't be formed/u],
    [{ Name: `${'/a'.repeat(16)}` }, 'HierarchyLevelLimitExceededException', /15 levels/u],
    [{ Type: undefined }, 'ValidationException', /type is required/u],
    [{ Value: '{{ssm:x}}' }, 'ValidationException', /can't nest another parameter/u],
    [{ Value: 'x'.repeat(4097) }, 'ValidationException', /4096 characters/u],
    [{ AllowedPattern: '^\\d+$' }, 'ParameterPatternMismatchException', /allowedPattern: \^\\d\+\$/u],
    [{ AllowedPattern: '(' }, 'InvalidAllowedPatternException', /regular expression/u],
    [{ Overwrite: true, Tags: [{ Key: 'a', Value: 'b' }] }, 'ValidationException', /can't be used together/u],
    [{ DataType: 'aws:ec2:image' }, 'UnsupportedOperation', /DataType aws:ec2:image/u],
    [{ Policies: '[{"Type":"Expiration"}]' }, 'UnsupportedOperation', /Policies/u],
    [{ Type: 'SecureString', KeyId: 'alias/missing' }, 'InvalidKeyId', /Alias is not found/u],
  ])('fails with %j', async (input, name, message) => {
    const sending = put('/wrong', 'text', input);
    await expect(sending).rejects.toMatchObject({ name });
    await expect(sending).rejects.toThrow(message);
  });

  test('grows into the advanced tier, and does not come back', async () => {
    const long = 'x'.repeat(5000);
    expect(await put('grows', 'a', { Tier: 'Intelligent-Tiering' })).toMatchObject({ Tier: 'Standard' });
    expect(await put('grows', long, { Tier: 'Intelligent-Tiering', Overwrite: true })).toMatchObject({
      Tier: 'Advanced',
    });
    await expect(put('grows', 'a', { Tier: 'Standard', Overwrite: true })).rejects.toThrow(/can't downgrade/u);
    await expect(put('grows', 'a', { Type: 'StringList', Overwrite: true })).rejects.toMatchObject({
      name: 'HierarchyTypeMismatchException',
    });
  });

  test.each(['Standard', 'Advanced'] as const)('keeps a secret in the tier %s', async (Tier) => {
    const Value = 'secret'.repeat(Tier === 'Advanced' ? 1000 : 1);
    await put(`/secret/${Tier}`, Value, { Type: 'SecureString', Tier });

    expect((await get(`/secret/${Tier}`, true))?.Value).toBe(Value);
    expect((await get(`/secret/${Tier}`))?.Value).not.toContain('secret');
    const { Parameters } = await client.send(
      new GetParameterHistoryCommand({ Name: `/secret/${Tier}`, WithDecryption: true }),
    );
    expect(Parameters).toMatchObject([{ Value, KeyId: 'alias/aws/ssm' }]);
  });

  test('has tags', async () => {
    const resource = { ResourceType: 'Parameter', ResourceId: 'tagged' } as const;
    await put('tagged', 'a', { Tags: [{ Key: 'a', Value: '1' }] });
    await client.send(new AddTagsToResourceCommand({ ...resource, Tags: [{ Key: 'b', Value: '2' }] }));
    await client.send(new RemoveTagsFromResourceCommand({ ...resource, TagKeys: ['a'] }));

    const { TagList } = await client.send(new ListTagsForResourceCommand(resource));
    expect(TagList).toEqual([{ Key: 'b', Value: '2' }]);
    await expect(
      client.send(new ListTagsForResourceCommand({ ...resource, ResourceId: 'nowhere' })),
    ).rejects.toMatchObject({ name: 'InvalidResourceId' });
  });

  test('tells EventBridge what happens to it', async () => {
    events.length = 0;
    await put('told', 'a', { Description: 'd' });
    await put('told', 'b', { Overwrite: true });
    await client.send(new DeleteParameterCommand({ Name: 'told' }));

    expect(events.map(({ detail }) => detail.operation)).toEqual(['Create', 'Update', 'Delete']);
    expect(events[0]).toEqual({
      source: 'aws.ssm',
      detailType: 'Parameter Store Change',
      resources: [`${arn}/told`],
      detail: { operation: 'Create', name: 'told', type: 'String', description: 'd' },
    });
  });
});

describe('parameters', () => {
  beforeAll(async () => {
    for (const name of ['/tree/a', '/tree/b/c', '/tree/b/d', '/treehouse']) await put(name, name);
    await put('/tree/z', 'a,b', { Type: 'StringList', Tags: [{ Key: 'team', Value: 'x' }] });
  });

  test('are read together, and unknown ones are named', async () => {
    const Names = ['/tree/a', 'nowhere', '/tree/a:7'];
    const { Parameters, InvalidParameters } = await client.send(new GetParametersCommand({ Names }));

    expect(Parameters).toMatchObject([{ Name: '/tree/a' }]);
    expect(InvalidParameters).toEqual(['nowhere', '/tree/a:7']);
  });

  test('are read by path, one level or all, page by page', async () => {
    const byPath = async (more: object) => {
      const answer = await client.send(new GetParametersByPathCommand({ Path: '/tree', ...more }));
      return { names: answer.Parameters?.map(({ Name }) => Name), NextToken: answer.NextToken };
    };
    expect((await byPath({})).names).toEqual(['/tree/a', '/tree/z']);
    const first = await byPath({ Recursive: true, MaxResults: 3 });
    expect(first.names).toEqual(['/tree/a', '/tree/b/c', '/tree/b/d']);
    expect((await byPath({ Recursive: true, MaxResults: 3, NextToken: first.NextToken })).names).toEqual(['/tree/z']);
    const ParameterFilters = [{ Key: 'Type', Values: ['StringList'] }];
    expect((await byPath({ Recursive: true, ParameterFilters })).names).toEqual(['/tree/z']);
    await expect(byPath({ Path: 'tree' })).rejects.toMatchObject({ name: 'ValidationException' });
  });

  test.each([
    [[{ Key: 'Name', Option: 'BeginsWith', Values: ['/tree'] }], 5],
    [[{ Key: 'Name', Option: 'Contains', Values: ['house'] }], 1],
    [[{ Key: 'Path', Option: 'Recursive', Values: ['/tree'] }], 4],
    [[{ Key: 'Path', Values: ['/tree'] }], 2],
    [[{ Key: 'tag:team', Values: ['x'] }], 1],
    [
      [
        { Key: 'Name', Option: 'BeginsWith', Values: ['/tree'] },
        { Key: 'Type', Values: ['StringList'] },
      ],
      1,
    ],
  ])('are listed by %j', async (ParameterFilters, count) => {
    const { Parameters } = await client.send(new DescribeParametersCommand({ ParameterFilters }));
    expect(Parameters).toHaveLength(count);
  });

  test('fail to be listed by what there is not', async () => {
    const ParameterFilters = [{ Key: 'Color', Values: ['red'] }];
    await expect(client.send(new DescribeParametersCommand({ ParameterFilters }))).rejects.toMatchObject({
      name: 'InvalidFilterKey',
    });
  });

  test('are deleted one by one and together', async () => {
    await put('/gone/a', 'a');
    const { DeletedParameters, InvalidParameters } = await client.send(
      new DeleteParametersCommand({ Names: ['/gone/a', '/gone/b'] }),
    );
    expect([DeletedParameters, InvalidParameters]).toEqual([['/gone/a'], ['/gone/b']]);
    await expect(client.send(new DeleteParameterCommand({ Name: '/gone/a' }))).rejects.toThrow(ParameterNotFound);
  });
});

test('permissions name the ARN without version, and the keys of tags and overwriting', async () => {
  await put('/perm', 'a', { Tags: [{ Key: 'team', Value: 'x' }] });
  questions.length = 0;
  await get('/perm:1');
  await put('/perm', 'b', { Overwrite: true });
  await client.send(new GetParametersByPathCommand({ Path: '/perm/', Recursive: true }));

  expect(questions.map(({ need }) => need)).toMatchObject([
    { action: 'ssm:GetParameter', resource: `${arn}/perm`, context: { 'aws:ResourceTag/team': 'x' } },
    { action: 'ssm:PutParameter', resource: `${arn}/perm`, context: { 'ssm:Overwrite': 'true' } },
    { action: 'ssm:GetParametersByPath', resource: `${arn}/perm`, context: { 'ssm:Recursive': 'true' } },
  ]);
});
