// What nearly every plugin includes: the contract between a plugin and the program.
#include "core.h"

#include <decode/dissection.h>
#include <plugin/plugin.h>

#include <QObject>
