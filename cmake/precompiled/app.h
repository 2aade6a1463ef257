// What nearly every file of the window includes from outside the project: our own headers change too often.
#include "core.h"

#include <QtGui>
#include <QtWidgets>
