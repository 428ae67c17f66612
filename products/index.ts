import { tenantBucket } from './amc/tenant-bucket/product.ts';

/** Every product, in the order of families. */
export const products = [tenantBucket];
