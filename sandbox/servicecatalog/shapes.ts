import { AwsError } from '../core/aws-error.ts';

/** What the service model says about a text or a number. */
type Shape = {
  readonly min?: number;
  readonly max?: number;
  readonly pattern?: RegExp;
  readonly isNumber?: true;
};

const id: Shape = { min: 1, max: 100, pattern: /^[a-zA-Z0-9_-]*$/u };
const token: Shape = { min: 1, max: 128, pattern: /^[a-zA-Z0-9][a-zA-Z0-9_-]*$/u };
const productText: Shape = { max: 8191 };
const page: Shape = { min: 0, max: 20, isNumber: true };
// Letters, digits, spaces and + - = . _ : / @ of every script, as the model has it for tags.
const tagText = /^([\p{L}\p{Z}\p{N}_.:/=+\-@]*)$/u;

/**
 * Members by name, as in the service's model [D]; where a name means different things, by operation and name. What is
 * not listed has no limit that a client could run into.
 */
const shapes: Readonly<Record<string, Shape>> = {
  AcceptLanguage: { max: 100 },
  AccountId: { pattern: /^[0-9]{12}$/u },
  Description: productText,
  'CreateConstraint.Description': { max: 2000 },
  'UpdateConstraint.Description': { max: 2000 },
  'CreatePortfolio.Description': { max: 2000 },
  'UpdatePortfolio.Description': { max: 2000 },
  DisplayName: { min: 1, max: 100 },
  Distributor: productText,
  Id: id,
  IdempotencyToken: token,
  Name: { max: 8191 },
  'UpdateProvisioningArtifact.Name': { max: 8192 },
  'UpdateProvisioningArtifact.Description': { max: 8192 },
  Owner: productText,
  PageSize: page,
  PageToken: { max: 2024 },
  PathId: id,
  PathName: { min: 1, max: 100 },
  PlanId: id,
  PlanName: { min: 1, max: 128, pattern: /^[a-zA-Z0-9][a-zA-Z0-9._-]*$/u },
  PortfolioId: id,
  PortfolioShareToken: { min: 1, max: 100, pattern: /^[a-zA-Z0-9_-]*$/u },
  PrincipalARN: { min: 1, max: 1000 },
  ProductId: id,
  ProductName: productText,
  ProviderName: { min: 1, max: 50 },
  ProvisionedProductId: id,
  ProvisionedProductName: { min: 1, max: 128, pattern: /^[a-zA-Z0-9][a-zA-Z0-9._-]*$/u },
  // An instance may be named by its ARN where it is not being made.
  'UpdateProvisionedProduct.ProvisionedProductName': { min: 1, max: 1224 },
  'TerminateProvisionedProduct.ProvisionedProductName': { min: 1, max: 1224 },
  'GetProvisionedProductOutputs.ProvisionedProductName': { min: 1, max: 1224 },
  'DescribeProvisionedProduct.Name': { min: 1, max: 1224 },
  ProvisionProductId: id,
  ProvisioningArtifactId: id,
  ProvisioningArtifactName: { max: 8192 },
  ProvisionToken: token,
  ResourceId: { min: 1, max: 150 },
  SourcePortfolioId: id,
  SupportDescription: productText,
  SupportEmail: { max: 254 },
  SupportUrl: { max: 2083 },
  TagOptionId: { min: 1, max: 100 },
  TerminateToken: token,
  UpdateToken: token,
  Key: { min: 1, max: 128, pattern: tagText },
  Value: { min: 1, max: 256, pattern: tagText },
};

/**
 * Holds a request against the service's model, before anybody is asked for permissions.
 *
 * @throws AwsError `ValidationException` with everything that is wrong
 */
export function checkShapes(operation: string, input: object): void {
  const problems = Object.entries(input).flatMap(([name, value]: [string, unknown]) => {
    const shape = shapes[`${operation}.${name}`] ?? shapes[name];
    return shape === undefined || value === undefined ? [] : problemsIn(name, value, shape);
  });
  if (problems.length > 0) throw invalidShape(problems);
}

/**
 * The members that an operation cannot do without.
 *
 * @throws AwsError `ValidationException` naming all that are missing
 */
export function required<Input extends object, Name extends keyof Input & string>(
  input: Input,
  ...names: readonly Name[]
): Input & { readonly [Key in Name]: NonNullable<Input[Key]> } {
  const missing = names.filter((name) => input[name] === undefined || input[name] === null);
  if (missing.length > 0) throw invalidShape(missing.map((name) => at(undefined, name, 'Member must not be null')));
  // Every name was looked at just now.
  return input as Input & { readonly [Key in Name]: NonNullable<Input[Key]> };
}

function problemsIn(name: string, value: unknown, { min, max, pattern, isNumber }: Shape): string[] {
  if (isNumber === true) {
    if (typeof value !== 'number') return [];
    return [
      ...(min !== undefined && value < min
        ? [at(value, name, `Member must have value greater than or equal to ${min}`)]
        : []),
      ...(max !== undefined && value > max
        ? [at(value, name, `Member must have value less than or equal to ${max}`)]
        : []),
    ];
  }
  if (typeof value !== 'string') return [];
  return [
    ...(min !== undefined && value.length < min
      ? [at(value, name, `Member must have length greater than or equal to ${min}`)]
      : []),
    ...(max !== undefined && value.length > max
      ? [at(value, name, `Member must have length less than or equal to ${max}`)]
      : []),
    ...(pattern?.test(value) === false
      ? [at(value, name, `Member must satisfy regular expression pattern: ${pattern.source}`)]
      : []),
  ];
}

function at(value: unknown, name: string, constraint: string): string {
  const member = name.charAt(0).toLowerCase() + name.slice(1);
  const shown = value === undefined ? 'Value null' : `Value '${String(value)}'`;
  return `${shown} at '${member}' failed to satisfy constraint: ${constraint}`;
}

function invalidShape(problems: readonly string[]): AwsError {
  const count = `${problems.length} validation error${problems.length === 1 ? '' : 's'} detected`;
  return new AwsError('ValidationException', `${count}: ${problems.join('; ')}`);
}
