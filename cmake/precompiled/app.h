// What nearly every file of the window includes.
#include "plugin.h"

#include <QtGui>
#include <QtWidgets>
