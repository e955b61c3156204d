import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './paths.mjs';

const props = () => {
  try {
    return readFileSync(join(root, 'feed.props'), 'utf8');
  } catch {
    return '';
  }
};

/** Whether what is built here has Orleans. */
export const hasOrleans = props().includes('<HasOrleans>true</HasOrleans>');

/** Whether gRPC is served by Grpc.AspNetCore here, and not by our own binding. */
export const servedByLibrary = props().includes('<HasGrpcAspNetCore>true</HasGrpcAspNetCore>');

/** The reason to skip, or false. */
export const orleansIsMissing = hasOrleans ? false : 'the package feed lacks Orleans';
