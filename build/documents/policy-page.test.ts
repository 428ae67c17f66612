import MarkdownIt from 'markdown-it';
import { type PolicyDocument, policyPage } from './policy-page.ts';

const document: PolicyDocument = {
  Version: '2012-10-17',
  Statement: [
    {
      Sid: 'ManageOwnBuckets',
      Effect: 'Allow',
      Action: ['s3:PutBucketPolicy', 's3:CreateBucket'],
      Resource: ['arn:aws:s3:::acme-*', 'arn:aws:s3:::other'],
    },
    {
      Sid: 'MakeRoles',
      Effect: 'Allow',
      Action: ['iam:CreateRole', 'sts:GetCallerIdentity'],
      Resource: '*',
      Condition: {
        StringEquals: { 'iam:PermissionsBoundary': 'arn:aws:iam::1:policy/b' },
        'ForAllValues:StringLikeIfExists': { 'aws:TagKeys': ['factory:*', 'team'] },
        Null: { 'aws:RequestTag/factory:product': 'false' },
      },
    },
    {
      Effect: 'Deny',
      NotAction: ['support:*'],
      NotResource: 'arn:aws:s3:::keep',
      Condition: { Bool: { 'aws:SecureTransport': 'false' } },
    },
  ],
};

const request = { title: 'Launch role', purpose: 'What Service Catalog may do to launch a tenant bucket.' };

function rowsIn(markdown: string): string[][] {
  const html = new MarkdownIt({ html: true }).render(markdown);
  return [...html.matchAll(/<tr>([\s\S]*?)<\/tr>/gu)]
    .map(([, row = '']) =>
      [...row.matchAll(/<td[^>]*>([\s\S]*?)<\/td>/gu)].map(([, text = '']) =>
        text.replace(/<br>/gu, ' + ').replace(/<[^>]*>/gu, ''),
      ),
    )
    .filter((row) => row.length > 0);
}

test('says service by service what is allowed, with what, when and why', () => {
  const page = policyPage({
    ...request,
    documents: [document],
    reasons: { MakeRoles: 'Functions of the product run under roles of their own' },
  });
  const when =
    'iam:PermissionsBoundary is arn:aws:iam::1:policy/b + every aws:TagKeys is like factory:* or team, if it is there + aws:RequestTag/factory:product is there';

  expect(rowsIn(page)).toEqual([
    ['IAM', 'iam:CreateRole', 'everything', when, 'Functions of the product run under roles of their own'],
    [
      'S3',
      's3:CreateBucket, s3:PutBucketPolicy',
      'arn:aws:s3:::acme-* + arn:aws:s3:::other',
      'always',
      'Manage own buckets',
    ],
    ['STS', 'sts:GetCallerIdentity', 'everything', when, 'Functions of the product run under roles of their own'],
    ['Everything', 'all but support:*', 'everything but arn:aws:s3:::keep', 'aws:SecureTransport is false', 'not said'],
  ]);
  expect(page.indexOf('Never, whatever else allows it')).toBeGreaterThan(page.indexOf('s3:CreateBucket'));
});

test('begins with what a reviewer looks for first', () => {
  const page = policyPage({ ...request, documents: [document] });

  expect(page).toContain('# Launch role\n\nWhat Service Catalog may do to launch a tenant bucket.\n');
  expect(page).toContain('4 actions of 3 services in 3 statements; 1 statement on every resource (`*`).');
});

test('counts the characters of each policy as IAM does', () => {
  const big: PolicyDocument = {
    Statement: {
      Effect: 'Allow',
      Action: Array.from({ length: 300 }, (_, index) => `s3:Action${index}`),
      Resource: 'a b',
    },
  };
  const page = policyPage({ ...request, documents: [document, big] });

  expect(page).toContain('## Policy 2 of 2');
  expect(page).toContain(
    `${String(JSON.stringify(big).replace(/\s/gu, '').length).replace(/(\d)(\d{3})$/u, '$1,$2')} of 6,144 characters.`,
  );
});

test('keeps bars and stars of values in their cells', () => {
  const page = policyPage({
    ...request,
    documents: [{ Statement: [{ Effect: 'Allow', Action: 'acme:Do*', Resource: 'a|b', Sid: 'X' }] }],
  });

  expect(rowsIn(page)).toEqual([['acme', 'acme:Do*', 'a|b', 'always', 'X']]);
});
