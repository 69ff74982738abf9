import createClient, { type Middleware } from 'openapi-fetch';
import type { paths } from './schema';
import { ApiError, readProblem } from './problems';

let language = 'zh-CN';
let signedOut: () => void = () => undefined;

/** The language of every text the server sends back, problems above all. */
export function setApiLanguage(tag: string) {
  language = tag;
}

export function apiLanguage() {
  return language;
}

/** For a call that does not go through {@link api}. */
export function reportSignedOut() {
  signedOut();
}

/** Called whenever the server says that the session is over, except by the sign-in call itself. */
export function onSignedOut(listener: () => void) {
  signedOut = listener;
}

const rules: Middleware = {
  onRequest({ request }) {
    request.headers.set('Accept-Language', language);
    if (request.method !== 'GET') request.headers.set('X-Trellis-Csrf', '1');
    return request;
  },
  async onResponse({ response, request }) {
    if (response.ok) return response;
    if (response.status === 401 && !request.url.endsWith('/auth/login')) signedOut();
    throw await readProblem(response);
  },
  onError({ error }) {
    return error instanceof ApiError ? error : new ApiError(0, {});
  },
};

export const api = createClient<paths>({ baseUrl: '', credentials: 'same-origin' });
api.use(rules);

/** The body of a call. Failures have already been thrown as {@link ApiError}. */
export async function body<T>(call: Promise<{ data?: T }>): Promise<T> {
  return (await call).data as T;
}
