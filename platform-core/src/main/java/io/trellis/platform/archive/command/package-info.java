/**
 * {@code trellis backup}, {@code restore}, {@code move}, {@code check}, {@code verify}, {@code release}: the commands of whoever runs the
 * installation. They work on a data folder or a database that they are given, or ask the server that is running on it.
 * {@link io.trellis.platform.archive.command.Commands} is the door.
 */
package io.trellis.platform.archive.command;
