// What the verbs of the command line include from outside the project.
#include "core.h"

#include <CLI/CLI.hpp>
