// What nearly every plugin and the command line include.
#include "core.h"

#include <decode/dissection.h>
#include <plugin/plugin.h>

#include <QObject>
