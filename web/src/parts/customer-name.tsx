import { useCustomerName } from './customers.js';

export function CustomerName({ id }: { id: string }) {
  return useCustomerName(id);
}
