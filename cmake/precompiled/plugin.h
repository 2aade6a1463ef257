// What nearly every decoder includes.
#include "core.h"

#include <decode/dissection.h>
