/** What an action does to a thing, in a sentence: holder verb thing, or thing verb holder when data comes from it. */
export type Verb = {
  readonly text: string;
  /** Data flows from the thing to the holder: `Raw bucket is read by Loader`. */
  readonly towardsHolder: boolean;
  /** See {@link Link.rank}. */
  readonly rank: number;
};

const away = (text: string, rank: number): Verb => ({ text, rank, towardsHolder: false });

/** Everything that an action can mean in a picture. */
export const verbs = {
  reads: { text: 'read by', rank: 4, towardsHolder: true },
  receives: { text: 'read by', rank: 2, towardsHolder: true },
  writes: away('writes to', 3),
  readsAndWrites: away('reads and writes', 3),
  invokes: away('invokes', 1),
  starts: away('starts', 1),
  stops: away('pauses', 1),
  resumes: away('resumes', 1),
  sends: away('sends to', 2),
  publishes: away('publishes to', 2),
  queries: away('queries with', 2),
  runsSql: away('runs SQL in', 2),
  mails: away('sends mail with', 2),
  uses: away('uses', 5),
} as const satisfies { readonly [name: string]: Verb };

/** Verbs that say no more than that something is used; any other verb between the same two says it better. */
export const plainVerbs: ReadonlySet<string> = new Set([
  verbs.reads.text,
  verbs.writes.text,
  verbs.invokes.text,
  verbs.sends.text,
  verbs.uses.text,
]);

type VerbName = keyof typeof verbs;

/** Actions by service and meaning. What is not here, and begins like nothing below, says nothing about the flow. */
const curated: { readonly [service: string]: { readonly [V in VerbName]?: readonly string[] } } = {
  s3: {
    reads: ['GetObject', 'GetObjectVersion', 'ListBucket', 'ListBucketVersions', 'GetObjectTagging'],
    writes: ['PutObject', 'DeleteObject', 'DeleteObjectVersion', 'PutObjectTagging', 'AbortMultipartUpload'],
  },
  dynamodb: {
    reads: ['GetItem', 'BatchGetItem', 'Query', 'Scan', 'ConditionCheckItem', 'PartiQLSelect'],
    writes: [
      'PutItem',
      'UpdateItem',
      'DeleteItem',
      'BatchWriteItem',
      'PartiQLInsert',
      'PartiQLUpdate',
      'PartiQLDelete',
    ],
  },
  sqs: { receives: ['ReceiveMessage', 'DeleteMessage'], sends: ['SendMessage', 'StartMessageMoveTask'] },
  sns: { publishes: ['Publish'] },
  lambda: { invokes: ['InvokeFunction', 'InvokeAsync', 'InvokeFunctionUrl'] },
  states: { starts: ['StartExecution', 'StartSyncExecution', 'RedriveExecution'] },
  events: { publishes: ['PutEvents'] },
  kinesis: { receives: ['GetRecords', 'SubscribeToShard'], writes: ['PutRecord', 'PutRecords'] },
  firehose: { sends: ['PutRecord', 'PutRecordBatch'] },
  glue: {
    starts: ['StartJobRun', 'StartCrawler', 'StartWorkflowRun', 'StartDataQualityRulesetEvaluationRun'],
    reads: ['GetTable', 'GetTables', 'GetDatabase', 'GetPartition', 'GetPartitions', 'BatchGetPartition'],
    writes: [
      ...['CreateTable', 'UpdateTable', 'DeleteTable', 'CreatePartition', 'UpdatePartition', 'DeletePartition'],
      ...['BatchCreatePartition', 'BatchUpdatePartition', 'BatchDeletePartition', 'BatchDeleteTable'],
    ],
  },
  athena: { queries: ['StartQueryExecution'] },
  secretsmanager: { reads: ['GetSecretValue', 'BatchGetSecretValue'], writes: ['PutSecretValue', 'UpdateSecret'] },
  ssm: {
    reads: ['GetParameter', 'GetParameters', 'GetParametersByPath'],
    writes: ['PutParameter', 'DeleteParameter', 'DeleteParameters'],
  },
  'redshift-data': { runsSql: ['ExecuteStatement', 'BatchExecuteStatement'] },
  'redshift-serverless': { runsSql: ['GetCredentials'] },
  redshift: {
    runsSql: ['GetClusterCredentials', 'GetClusterCredentialsWithIAM'],
    stops: ['PauseCluster'],
    resumes: ['ResumeCluster'],
  },
  'rds-data': { runsSql: ['ExecuteStatement', 'BatchExecuteStatement'] },
  ecs: { starts: ['RunTask', 'StartTask'] },
  batch: { starts: ['SubmitJob'] },
  'emr-serverless': { starts: ['StartApplication', 'StartJobRun'] },
  elasticmapreduce: { starts: ['RunJobFlow', 'AddJobFlowSteps'] },
  airflow: { starts: ['CreateCliToken', 'InvokeRestApi'], uses: ['CreateWebLoginToken'] },
  'airflow-serverless': { starts: ['StartWorkflowRun'] },
  codebuild: { starts: ['StartBuild'] },
  dms: { starts: ['StartReplicationTask', 'StartReplication'] },
  sagemaker: {
    invokes: ['InvokeEndpoint'],
    starts: ['StartPipelineExecution', 'CreateProcessingJob', 'CreateTrainingJob'],
  },
  personalize: {
    reads: ['GetRecommendations', 'GetPersonalizedRanking'],
    sends: ['PutEvents', 'PutUsers', 'PutItems'],
    starts: ['CreateDatasetImportJob', 'CreateSolutionVersion'],
  },
  ses: { mails: ['SendEmail', 'SendRawEmail', 'SendBulkEmail', 'SendTemplatedEmail'] },
  bedrock: { invokes: ['InvokeModel', 'InvokeModelWithResponseStream', 'Converse'] },
  'execute-api': { invokes: ['Invoke'] },
};

/** How actions of services that are not in the table begin. */
const beginnings: readonly (readonly [pattern: RegExp, verb: VerbName])[] = [
  [/^(Get|BatchGet|Query|Scan|Select|Search|Read)/u, 'reads'],
  [/^(Put|BatchPut|Write|Insert|Upload|Create|Update|Delete)/u, 'writes'],
  [/^(Send|Post)/u, 'sends'],
  [/^Publish/u, 'publishes'],
  [/^(Invoke|Execute)/u, 'invokes'],
  [/^(Start|Run|Submit)/u, 'starts'],
];

/** The service prefix of an action. */
export function serviceOf(action: string): string {
  return action.split(':')[0]?.toLowerCase() ?? '';
}

/** What an action of IAM means in a picture; a pattern means everything that it covers. Most actions mean nothing. */
export function verbsOf(action: string): Verb[] {
  const [, name = ''] = action.split(':');
  const table = curated[serviceOf(action)];
  if (table === undefined) {
    const found = beginnings.find(([pattern]) => pattern.test(name));
    return found === undefined ? [] : [verbs[found[1]]];
  }
  const pattern = new RegExp(`^${RegExp.escape(name).replace(/\\\*/gu, '.*').replace(/\\\?/gu, '.')}$`, 'iu');
  return Object.entries(table).flatMap(([verb, actions]) =>
    actions.some((known) => pattern.test(known)) && isVerb(verb) ? [verbs[verb]] : [],
  );
}

function isVerb(name: string): name is VerbName {
  return name in verbs;
}
