/**
 * Who may do what: sign-in and sessions, roles and permission sets compiled by jCasbin into one immutable grants snapshot
 * per user, row scopes as predicates, and the explanation of every decision. The only package that imports jCasbin.
 */
package io.trellis.platform.access;
