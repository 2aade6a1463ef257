# Run by CPack for each staged package: adds what Debian's policy requires beyond the files of `cmake --install`. It
# compresses manual pages, adds the change log and strips debugging symbols from static libraries.

file(GLOB pages ${CPACK_TEMPORARY_DIRECTORY}/*/usr/share/man/man?/*.?)
foreach(page ${pages})
    execute_process(COMMAND gzip -9n ${page} COMMAND_ERROR_IS_FATAL ANY)
endforeach()
file(GLOB documents ${CPACK_TEMPORARY_DIRECTORY}/*/usr/share/doc/*)
foreach(folder ${documents})
    configure_file(${CMAKE_CURRENT_LIST_DIR}/../packaging/debian/changelog ${folder}/changelog.Debian COPYONLY)
    execute_process(COMMAND gzip -9n ${folder}/changelog.Debian COMMAND_ERROR_IS_FATAL ANY)
endforeach()
file(GLOB_RECURSE libraries ${CPACK_TEMPORARY_DIRECTORY}/*.a)
foreach(library ${libraries})
    execute_process(COMMAND strip --strip-debug --remove-section=.comment ${library} COMMAND_ERROR_IS_FATAL ANY)
endforeach()
