import Glibc

/// The folder of the repository these tests were compiled from; links are resolved,
/// and no slash stands at its end.
package let repositoryRoot: String = {
  // …/Tests/TestSupport/RepositoryRoot.swift
  let real = realpath(#filePath, nil)
  defer { free(real) }
  let path = real.map { String(cString: $0) } ?? #filePath
  return "/" + path.split(separator: "/").dropLast(3).joined(separator: "/")
}()
