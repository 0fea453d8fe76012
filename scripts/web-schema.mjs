// The types of the web app's client, from the OpenAPI document.
import openapiTS, { astToString } from 'openapi-typescript';

export const WEB_SCHEMA_FILE = 'web/src/api/schema.ts';

export async function renderWebSchema(document) {
  const types = await openapiTS(JSON.parse(document), { emptyObjectsUnknown: true });
  return `// Made from the OpenAPI document by npm run generate.\n${astToString(types)}`;
}
