# tapscope_use_moc(TARGET): runs moc on the header of each source of the target, and compiles each result together with
# the files of its folder if a unity build does so, and all others as one file.
# AUTOMOC passes moc all include paths, and moc then reads Qt's and the standard library's headers for each of ours,
# which takes thirty times as long. Our headers need none of them to be understood.
function(tapscope_use_moc target)
    set(all ${CMAKE_CURRENT_BINARY_DIR}/${target}_moc.cpp)
    set(results "")
    set(includes "")
    get_target_property(sources ${target} SOURCES)
    foreach(source IN LISTS sources)
        cmake_path(REPLACE_EXTENSION source h OUTPUT_VARIABLE header)
        set(input ${CMAKE_CURRENT_SOURCE_DIR}/${header})
        if(NOT EXISTS ${input})
            continue()
        endif()
        cmake_path(GET header PARENT_PATH folder)
        cmake_path(GET header STEM name)
        set(result ${CMAKE_CURRENT_BINARY_DIR}/moc/${folder}/moc_${name}.cpp)
        file(MAKE_DIRECTORY ${CMAKE_CURRENT_BINARY_DIR}/moc/${folder}) # moc makes none
        add_custom_command(OUTPUT ${result} DEPENDS ${input} VERBATIM
            COMMAND Qt6::moc --no-notes -f${input} -o ${result} ${input})
        list(APPEND results ${result})
        get_source_file_property(group ${source} UNITY_GROUP)
        if(CMAKE_UNITY_BUILD AND group)
            target_sources(${target} PRIVATE ${result})
            set_source_files_properties(${result} PROPERTIES UNITY_GROUP ${group} SKIP_AUTOGEN ON)
        else()
            string(APPEND includes "#include \"${result}\"\n")
        endif()
    endforeach()
    # A target that depends on nothing: otherwise moc, and so all of this target, would wait for the libraries it links.
    add_custom_target(${target}_moc DEPENDS ${results})
    add_dependencies(${target} ${target}_moc)
    file(CONFIGURE OUTPUT ${all} CONTENT "${includes}" @ONLY)
    set_source_files_properties(${all} PROPERTIES OBJECT_DEPENDS "${results}" SKIP_UNITY_BUILD_INCLUSION ON)
    target_sources(${target} PRIVATE ${all})
endfunction()
