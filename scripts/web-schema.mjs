// The types of the web app's client, from the OpenAPI document.
import openapiTS, { astToString } from 'openapi-typescript';

export const WEB_SCHEMA_FILE = 'web/src/api/schema.ts';

export async function renderWebSchema(document) {
  const types = await openapiTS(JSON.parse(document, asList), { emptyObjectsUnknown: true });
  return `// Made from the OpenAPI document by npm run generate.\n${astToString(types)}`;
}

/** A list of at least one has the shape of its first item; taken literally it would be a tuple of exactly one. */
function asList(_key, value) {
  if (!Array.isArray(value?.prefixItems)) return value;
  const { prefixItems, ...list } = value;
  return prefixItems.length === 1 ? { ...list, items: prefixItems[0] } : value;
}
