import type {
  CreateConstraintCommandInput,
  CreateConstraintOutput,
  DeleteConstraintCommandInput,
  DescribeConstraintCommandInput,
  DescribeConstraintOutput,
  ListConstraintsForPortfolioCommandInput,
  ListConstraintsForPortfolioOutput,
  UpdateConstraintCommandInput,
  UpdateConstraintOutput,
} from '@aws-sdk/client-service-catalog';
import type { Need } from '../core/access.ts';
import { isAwsError } from '../core/aws-error.ts';
import type { Call } from '../core/service.ts';
import { operation } from '../core/service.ts';
import { checkParameters, launchRoleIn, readParameters } from './constraint-parameters.ts';
import { constraintDetail } from './details.ts';
import { duplicate, invalid, notFound } from './errors.ts';
import { anywhere, onProduct } from './needs.ts';
import { paged } from './paging.ts';
import { within } from './quotas.ts';
import type { Constraint, ConstraintType } from './records.ts';
import { constraintTypes } from './records.ts';
import { required } from './shapes.ts';
import { associationsOf, found, knownPortfolio, ownPortfolio, shelf } from './shelf.ts';
import { once } from './tokens.ts';

const create = operation<CreateConstraintCommandInput, CreateConstraintOutput>({
  needs: ({ ProductId, Type, Parameters }, call) => [
    ...onProduct(call, 'CreateConstraint', ProductId),
    ...passing(Type, Parameters),
  ],
  run: async (input, call) => {
    const { PortfolioId, ProductId, Parameters, Type } = required(
      input,
      'PortfolioId',
      'ProductId',
      'Parameters',
      'Type',
    );
    const { IdempotencyToken: token, Description } = input;
    const { constraints } = shelf(call);
    const { id } = await once(call, { operation: 'CreateConstraint', token, input }, async () => {
      const type = typeFrom(Type);
      const portfolio = ownPortfolio(call, PortfolioId);
      if (!associationsOf(call, portfolio).some(({ productId }) => productId === ProductId))
        throw notFound('Product', `${ProductId} in portfolio ${PortfolioId}`);
      checkParameters(type, Parameters);
      assertFits(constraintsOf(call, PortfolioId, ProductId), { type, parameters: Parameters });
      await assertLocalRole(call, type, Parameters);
      const constraint: Constraint = {
        id: `cons-${call.host.ids.lower(13)}`,
        owner: call.account,
        type,
        portfolioId: PortfolioId,
        productId: ProductId,
        ...(Description !== undefined && { description: Description }),
        parameters: Parameters,
      };
      constraints.put(constraint.id, constraint);
      return constraint.id;
    });
    return described(found(constraints.get(id), 'Constraint', id));
  },
});

function described(constraint: Constraint) {
  return {
    ConstraintDetail: constraintDetail(constraint),
    ConstraintParameters: constraint.parameters,
    Status: 'AVAILABLE' as const,
  };
}

/** Who binds a product to a role hands the role to the service [D: permissions to assign launch roles]. */
function passing(type: string | undefined, parameters: string | undefined): Need[] {
  if (type !== 'LAUNCH' || parameters === undefined) return [];
  const role = launchRoleIn(readParameters(parameters));
  if ('LocalRoleName' in role) return [];
  const context = { 'iam:PassedToService': 'servicecatalog.amazonaws.com' };
  return [{ action: 'iam:PassRole', resource: role.RoleArn, context }];
}

function typeFrom(text: string): ConstraintType {
  const type = constraintTypes.find((one) => one === text);
  if (type === undefined)
    throw invalid(`Type of a constraint must be one of ${constraintTypes.join(', ')}, got ${text}`);
  return type;
}

function constraintsOf(call: Call, ofPortfolio: string, ofProduct?: string): Constraint[] {
  return shelf(call)
    .constraints.values()
    .filter(
      ({ portfolioId, productId }) =>
        portfolioId === ofPortfolio && (ofProduct === undefined || productId === ofProduct),
    );
}

/** Kinds of which a product in a portfolio has one at most. */
const single: readonly ConstraintType[] = ['LAUNCH', 'STACKSET', 'RESOURCE_UPDATE'];

function assertFits(
  others: readonly Constraint[],
  { type, parameters }: Pick<Constraint, 'type' | 'parameters'>,
): void {
  const has = (wanted: ConstraintType) => others.some((other) => other.type === wanted);
  if (single.includes(type) && has(type))
    throw duplicate(`A ${type} constraint exists already for this product in this portfolio.`);
  if (others.some((other) => other.type === type && other.parameters === parameters))
    throw duplicate(`A ${type} constraint with these parameters exists already for this product in this portfolio.`);
  if ((type === 'LAUNCH' && has('STACKSET')) || (type === 'STACKSET' && has('LAUNCH')))
    throw invalid('A product in a portfolio cannot have both a LAUNCH and a STACKSET constraint.');
  within('constraints', others.length + 1);
}

/** A local role has to exist where the constraint is made; every account that launches needs one of that name [D]. */
async function assertLocalRole(call: Call, type: ConstraintType, parameters: string): Promise<void> {
  if (type !== 'LAUNCH') return;
  const role = launchRoleIn(readParameters(parameters));
  if ('RoleArn' in role) return;
  try {
    await call.forward('iam', 'GetRole', { RoleName: role.LocalRoleName });
  } catch (error) {
    if (!isAwsError(error, 'NoSuchEntity', 'NoSuchEntityException')) throw error;
    throw invalid(`The role ${role.LocalRoleName} does not exist in account ${call.account}.`);
  }
}

const describe = operation<DescribeConstraintCommandInput, DescribeConstraintOutput>({
  needs: () => anywhere('DescribeConstraint'),
  run: (input, call) => described(constraintNamed(call, required(input, 'Id').Id)),
});

function constraintNamed(call: Call, id: string): Constraint {
  return found(shelf(call).constraints.get(id), 'Constraint', id);
}

const list = operation<ListConstraintsForPortfolioCommandInput, ListConstraintsForPortfolioOutput>({
  needs: () => anywhere('ListConstraintsForPortfolio'),
  run: (input, call) => {
    const { PortfolioId, ProductId } = required(input, 'PortfolioId');
    const { id } = knownPortfolio(call, PortfolioId);
    const { items, next } = paged(constraintsOf(call, id, ProductId), input);
    return { ConstraintDetails: items.map(constraintDetail), ...next };
  },
});

const update = operation<UpdateConstraintCommandInput, UpdateConstraintOutput>({
  needs: ({ Id = '', Parameters }, call) => [
    ...anywhere('UpdateConstraint'),
    ...passing(shelf(call).constraints.get(Id)?.type, Parameters),
  ],
  run: async (input, call) => {
    const { Id, Description, Parameters } = required(input, 'Id');
    const old = constraintNamed(call, Id);
    if (Parameters !== undefined) {
      checkParameters(old.type, Parameters);
      await assertLocalRole(call, old.type, Parameters);
    }
    const constraint: Constraint = {
      ...old,
      ...(Description !== undefined && { description: Description }),
      parameters: Parameters ?? old.parameters,
    };
    shelf(call).constraints.put(Id, constraint);
    return described(constraint);
  },
});

const remove = operation<DeleteConstraintCommandInput, object>({
  needs: () => anywhere('DeleteConstraint'),
  run: (input, call) => {
    const { id } = constraintNamed(call, required(input, 'Id').Id);
    shelf(call).constraints.delete(id);
    return {};
  },
});

export const constraintOperations = {
  CreateConstraint: create,
  DescribeConstraint: describe,
  ListConstraintsForPortfolio: list,
  UpdateConstraint: update,
  DeleteConstraint: remove,
};
