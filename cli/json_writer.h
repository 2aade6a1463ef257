#pragma once

#include <print/json_writer.h> // IWYU pragma: export
