package io.github.clip4j.hub;

/**
 * How far a download is.
 *
 * @param file the path of the file that is being fetched
 * @param done the bytes that are there, of all files that are needed
 * @param total the bytes of all files that are needed; it can grow once a graph tells of files with
 *     its weights
 */
public record DownloadProgress(String file, long done, long total) {}
