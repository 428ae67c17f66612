import type { Need } from '../core/access.ts';
import type { Caller } from '../core/caller.ts';
import type { Call } from '../core/service.ts';

/** `arn:aws:catalog:eu-west-1:111111111111:portfolio/port-abc` */
export function portfolioArn({ partition, region, account }: Place, id: string, owner = account): string {
  return `arn:${partition}:catalog:${region}:${owner}:portfolio/${id}`;
}

/** `arn:aws:catalog:eu-west-1:111111111111:product/prod-abc` */
export function productArn({ partition, region, account }: Place, id: string, owner = account): string {
  return `arn:${partition}:catalog:${region}:${owner}:product/${id}`;
}

type Place = Pick<Call, 'partition' | 'region' | 'account'>;

/** A permission on one portfolio. */
export function onPortfolio(call: Call, action: string, id = '*'): Need[] {
  return [{ action: `servicecatalog:${action}`, resource: portfolioArn(call, id) }];
}

/** A permission on one product. */
export function onProduct(call: Call, action: string, id = '*'): Need[] {
  return [{ action: `servicecatalog:${action}`, resource: productArn(call, id) }];
}

/** A permission that is about no resource in particular. */
export function anywhere(action: string): Need[] {
  return [{ action: `servicecatalog:${action}`, resource: '*' }];
}

/** A permission to make something with tags. */
export function withTags(
  needs: readonly Need[],
  tags: readonly { readonly Key?: string | undefined; readonly Value?: string | undefined }[] = [],
): Need[] {
  if (tags.length === 0) return [...needs];
  const context = {
    'aws:TagKeys': tags.map(({ Key = '' }) => Key),
    ...Object.fromEntries(tags.map(({ Key = '', Value = '' }) => [`aws:RequestTag/${Key}`, Value])),
  };
  return needs.map((need) => ({ ...need, context: { ...need.context, ...context } }));
}

/** Whose provisioned products somebody asks about: those of the account, of the own role, or the own ones. */
export type Level = 'Account' | 'Role' | 'User';

/**
 * The condition keys by which a policy tells own launches from others: `servicecatalog:userLevel` is `self` for what one
 * launched oneself, `roleLevel` for what was launched with the same role, `accountLevel` for anything of the account.
 */
export function atLevel(action: string, level: Level): Need[] {
  return [
    {
      action: `servicecatalog:${action}`,
      resource: '*',
      context: {
        'servicecatalog:accountLevel': 'self',
        ...(level !== 'Account' && { 'servicecatalog:roleLevel': 'self' }),
        ...(level === 'User' && { 'servicecatalog:userLevel': 'self' }),
      },
    },
  ];
}

/** The ARN of a caller's session or user, and of the user or role behind it. */
export function userOf(caller: Caller): { readonly userArn: string; readonly userArnSession: string } {
  switch (caller.kind) {
    case 'session':
      return { userArn: caller.roleArn, userArnSession: caller.arn };
    case 'service':
    case 'anonymous':
      return { userArn: '', userArnSession: '' };
    default:
      return { userArn: caller.arn, userArnSession: caller.arn };
  }
}

/** How close a caller is to what somebody launched. */
export function levelOf(
  caller: Caller,
  launched: { readonly userArn: string; readonly userArnSession: string },
): Level {
  const own = userOf(caller);
  if (own.userArnSession === launched.userArnSession) return 'User';
  return own.userArn === launched.userArn ? 'Role' : 'Account';
}
