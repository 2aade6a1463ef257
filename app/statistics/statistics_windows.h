#pragma once

#include <filter/field_filter.h>

#include <QList>
#include <QObject>

#include <analysis/shown_capture.h>

#include <memory>

class QWidget;

namespace tapscope {

class PluginHost;
class StatisticsWindow;
class Theme;

/// The statistics windows: the first one, which is created on demand, and others that the user opens. Passes the shown
/// capture to each. A closed window is reused. GUI thread.
class StatisticsWindows final : public QObject {
    Q_OBJECT

public:
    /// The windows belong to `owner`.
    StatisticsWindows(const Theme& theme, const PluginHost& plugins, QWidget& owner);

    void setCapture(const ShownCapture& capture);
    /// The capture has more frames.
    void proceed();
    /// The frames that the list shows; null: all.
    void setListFilter(std::shared_ptr<const FieldFilter> filter);
    /// Shows the first window.
    StatisticsWindow& show();

signals:
    void filterAsked(const QString& filter);
    void followAsked(quint64 frame);
    void frameAsked(quint64 frame);
    /// See StatisticsWindow::failed().
    void failed(const QString& plugin, const QString& text);

private:
    void showAnother();
    StatisticsWindow& make();

    const Theme& theme_;
    const PluginHost& plugins_;
    QWidget& owner_;
    ShownCapture capture_;
    std::shared_ptr<const FieldFilter> listFilter_;
    QList<StatisticsWindow*> windows_;
};

} // namespace tapscope
