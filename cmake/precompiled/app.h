// What nearly every file of the window includes from outside its folder: Qt, and those headers of core that bring the
// most others with them. The window's own headers change too often.
#include "core.h"

#include <capture/capture_engine.h>
#include <capture/device_supply.h>
#include <filter/field_filter.h>
#include <net/device_control.h>
#include <net/device_setting.h>
#include <plugin/plugin_host.h>

#include <QtGui>
#include <QtWidgets>

#include <analysis/dissected_frame.h>
#include <analysis/shown_capture.h>
#include <statistic/statistic_result.h>
