import { Center, Loader } from '@mantine/core';
import type { InfiniteData, UseInfiniteQueryResult } from '@tanstack/react-query';
import { useWindowVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef, type ReactNode } from 'react';

import { Failed } from './failed.js';
import { PageLoading } from './page-loading.js';
import classes from './virtual-list.module.css';

interface Page<T> {
  items: T[];
  nextCursor: string | null;
}

interface Props<T> {
  query: UseInfiniteQueryResult<InfiniteData<Page<T>>>;
  /** What the list is called for those who hear it. */
  label: string;
  keyOf: (item: T) => string;
  row: (item: T, index: number) => ReactNode;
  /** Pixels; rows are measured once they are shown. */
  estimatedHeight: number;
  empty: ReactNode;
}

/** Rows far out of sight (in rows) before the next page is asked for. */
const AHEAD = 12;

/** A list of any length: only the rows in sight are in the page, and pages are fetched as one scrolls. */
export function VirtualList<T>({ query, label, keyOf, row, estimatedHeight, empty }: Props<T>) {
  const items = query.data?.pages.flatMap((page) => page.items) ?? [];
  const list = useRef<HTMLDivElement>(null);
  const rows = useWindowVirtualizer({
    count: items.length,
    estimateSize: () => estimatedHeight,
    overscan: 6,
    scrollMargin: list.current?.offsetTop ?? 0,
    getItemKey: (index) => {
      const item = items[index];
      return item === undefined ? index : keyOf(item);
    },
  });
  const shown = rows.getVirtualItems();
  const last = shown.at(-1)?.index ?? 0;
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = query;
  useEffect(() => {
    if (hasNextPage && !isFetchingNextPage && last >= items.length - AHEAD) void fetchNextPage();
  }, [last, items.length, hasNextPage, isFetchingNextPage, fetchNextPage]);

  if (query.isPending) return <PageLoading />;
  if (query.isError && items.length === 0) return <Failed error={query.error} onRetry={() => void query.refetch()} />;
  if (items.length === 0) return empty;
  return (
    <>
      <div
        ref={list}
        role="list"
        aria-label={label}
        aria-busy={query.isFetching}
        className={classes.list}
        style={{ height: rows.getTotalSize() }}
      >
        {shown.map((one) => {
          const item = items[one.index];
          return (
            item !== undefined && (
              <div
                key={one.key}
                ref={rows.measureElement}
                role="listitem"
                data-index={one.index}
                className={classes.row}
                style={{ transform: `translateY(${one.start - rows.options.scrollMargin}px)` }}
              >
                {row(item, one.index)}
              </div>
            )
          );
        })}
      </div>
      {query.isError && <Failed error={query.error} onRetry={() => void fetchNextPage()} />}
      {isFetchingNextPage && (
        <Center>
          <Loader size="sm" />
        </Center>
      )}
    </>
  );
}
