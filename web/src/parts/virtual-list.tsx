import { Center, Loader } from '@mantine/core';
import type { InfiniteData, UseInfiniteQueryResult } from '@tanstack/react-query';
import { useWindowVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef, type ReactNode } from 'react';

import { Failed } from './failed.js';
import { ListLoading } from './list-loading.js';
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
  /** Pixels; rows are measured once they are shown, and drawn again where it was another height. */
  estimatedHeight: number | ((item: T) => number);
  empty: ReactNode;
}

/** Rows far out of sight (in rows) before the next page is asked for. */
const AHEAD = 12;

/** A list of any length: only the rows in sight are in the page, and pages are fetched as one scrolls. */
export function VirtualList<T>(props: Props<T>) {
  const { query, estimatedHeight, empty } = props;
  if (query.isPending)
    return <ListLoading rowHeight={typeof estimatedHeight === 'number' ? estimatedHeight : undefined} />;
  const items = query.data?.pages.flatMap((page) => page.items) ?? [];
  if (items.length > 0) return <Rows {...props} items={items} />;
  return query.isError ? <Failed error={query.error} onRetry={() => void query.refetch()} /> : empty;
}

function Rows<T>({ query, items, label, keyOf, row, estimatedHeight }: Props<T> & { items: readonly T[] }) {
  const list = useRef<HTMLDivElement>(null);
  const rows = useWindowVirtualizer({
    count: items.length,
    estimateSize: (index) => {
      if (typeof estimatedHeight === 'number') return estimatedHeight;
      const item = items[index];
      return item === undefined ? 0 : estimatedHeight(item);
    },
    // Known from the start, so that the first rows come with the list.
    initialRect: { width: window.innerWidth, height: window.innerHeight },
    overscan: 4,
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
