import { apiLanguage, reportSignedOut } from './client';
import type { FileInfo } from './model';
import { ApiError, type ProblemDocument } from './problems';

/** Where a file is to go: a field of an object's records, or beside their fields. */
export interface FileTarget {
  object: string;
  field?: string;
}

export interface SendingFile {
  done: Promise<FileInfo>;
  cancel: () => void;
}

/**
 * Sends a file as bare bytes. Not by fetch, which can't tell how far it has come.
 *
 * @param onProgress takes the part that has been sent, 0 to 1
 */
export function sendFile(file: File, target: FileTarget, onProgress: (part: number) => void): SendingFile {
  const request = new XMLHttpRequest();
  const query = new URLSearchParams({ object: target.object, name: file.name });
  if (target.field) query.set('field', target.field);
  const done = new Promise<FileInfo>((resolve, reject) => {
    request.upload.onprogress = (event) => {
      if (event.lengthComputable && event.total > 0) onProgress(event.loaded / event.total);
    };
    request.onload = () => {
      if (request.status === 401) reportSignedOut();
      if (request.status === 201) resolve(parse(request.responseText) as FileInfo);
      else reject(new ApiError(request.status, parse(request.responseText) as ProblemDocument));
    };
    request.onerror = () => reject(new ApiError(0, {}));
    request.onabort = () => reject(new DOMException('cancelled', 'AbortError'));
  });
  request.open('POST', `/api/v1/files?${query}`);
  request.setRequestHeader('Content-Type', 'application/octet-stream');
  request.setRequestHeader('Accept-Language', apiLanguage());
  request.setRequestHeader('X-Trellis-Csrf', '1');
  request.send(file);
  return { done, cancel: () => request.abort() };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return {};
  }
}

/** The file's own bytes; `download` offers even a picture for saving. */
export function fileUrl(id: string, download = false): string {
  return `/api/v1/files/${encodeURIComponent(id)}${download ? '?download=true' : ''}`;
}

/** A small picture, about `size` px on its longer side. */
export function thumbnailUrl(id: string, size: number): string {
  return `/api/v1/files/${encodeURIComponent(id)}/thumbnail?size=${size}`;
}
