import { limitExceeded } from './errors.ts';

/** Default quotas of the service [D: administrator guide, copy of 2023]. */
export const quotas = {
  portfolios: 100,
  products: 350,
  productsInPortfolio: 150,
  versions: 100,
  principalsOfPortfolio: 100,
  patternsOfPortfolio: 10,
  accountsOfPortfolio: 5000,
  constraints: 100,
  tagsOfPortfolio: 20,
  tagsOfProduct: 20,
  tagsOfLaunch: 50,
  tagOptionsOfResource: 25,
  valuesOfTagOption: 25,
} as const;

const names: Readonly<Record<keyof typeof quotas, string>> = {
  portfolios: 'portfolios in this region',
  products: 'products in this region',
  productsInPortfolio: 'products in a portfolio',
  versions: 'versions of a product',
  principalsOfPortfolio: 'users, groups and roles of a portfolio',
  patternsOfPortfolio: 'principals with a pattern of a portfolio',
  accountsOfPortfolio: 'accounts that a portfolio is shared with',
  constraints: 'constraints of a product in a portfolio',
  tagsOfPortfolio: 'tags of a portfolio',
  tagsOfProduct: 'tags of a product',
  tagsOfLaunch: 'tags of a provisioned product',
  tagOptionsOfResource: 'TagOptions of a resource',
  valuesOfTagOption: 'values of a TagOption',
};

/**
 * Refuses what would make more than the quota allows.
 *
 * @param count how many there would be
 * @throws AwsError `LimitExceededException`
 */
export function within(quota: keyof typeof quotas, count: number): void {
  if (count > quotas[quota]) throw limitExceeded(`Limit of ${quotas[quota]} ${names[quota]} exceeded.`);
}
