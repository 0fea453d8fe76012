import { keepPreviousData, queryOptions, useQuery } from '@tanstack/react-query';

import { answer, api } from '../api/client.js';

const NAMED_AT_ONCE = 200;

/** Customers by name, those whose name holds the text. */
export const customersNamed = (name: string) =>
  queryOptions({
    queryKey: ['customers', 'named', name],
    queryFn: () =>
      answer(api.GET('/v1/customers', { params: { query: { limit: NAMED_AT_ONCE, ...(name !== '' && { name }) } } })),
    placeholderData: keepPreviousData,
    staleTime: 60_000,
  });

const customerById = (id: string) =>
  queryOptions({
    queryKey: ['customer', id],
    queryFn: () => answer(api.GET('/v1/customers/{id}', { params: { path: { id } } })),
    staleTime: 60_000,
  });

/** A customer's name; most are in the first page of all, so that a list of conversations asks once. */
export function useCustomerName(id: string): string {
  const all = useQuery(customersNamed(''));
  const known = all.data?.items.find((one) => one.id === id)?.name;
  const single = useQuery({ ...customerById(id), enabled: all.isFetched && known === undefined });
  return known ?? single.data?.name ?? '…';
}
