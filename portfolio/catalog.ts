/**
 * What is offered to whom. A product without options has exactly one offering with its own id and needs no line here;
 * of a product with options, each line settles them for one offering: `{ id, product, options }`.
 */
export const offerings = [];
