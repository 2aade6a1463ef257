// What most files include of the rooms that use core/decode.
#include "core.h"

#include <decode/dissection.h>
#include <decode/dissector.h>
#include <decode/registry.h>

#include <random>
