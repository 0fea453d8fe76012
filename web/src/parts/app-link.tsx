import { Anchor, type AnchorProps } from '@mantine/core';
import { createLink } from '@tanstack/react-router';
import type { AnchorHTMLAttributes, Ref } from 'react';

interface Props extends AnchorProps, Omit<AnchorHTMLAttributes<HTMLAnchorElement>, keyof AnchorProps> {
  ref?: Ref<HTMLAnchorElement>;
}

function RouterAnchor(props: Props) {
  return <Anchor {...props} />;
}

/** A link to a page of the app: the router's addresses are checked, Mantine's looks apply. */
export const AppLink = createLink(RouterAnchor);
