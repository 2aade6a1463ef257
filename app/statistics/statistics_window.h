#pragma once

#include "../background/latest_work.h"
#include "statistic_pages.h"
#include "statistics_counter.h"

#include <QSet>
#include <QTimer>
#include <QWidget>

#include <analysis/dissected_frame.h>
#include <analysis/shown_capture.h>

#include <functional>
#include <memory>
#include <optional>
#include <vector>

class QComboBox;
class QLabel;
class QLineEdit;
class QListWidget;
class QProgressBar;
class QPushButton;
class QStackedWidget;
class QTabBar;

namespace tapscope {

class FlowPage;
class IoGraphPage;
class PluginHost;
class ResultPage;
class StreamPage;
class Theme;

/// The statistics of the shown capture, in a separate window. Each statistic has a page, also those of plugins and
/// scripts. Only the visible page is counted, and counting continues while the capture grows. GUI thread.
class StatisticsWindow final : public QWidget {
    Q_OBJECT

public:
    StatisticsWindow(const Theme& theme, const PluginHost& plugins, QWidget* parent = nullptr);

    /// Sets another capture, or the same one with other decoding: counts again.
    void setCapture(const ShownCapture& capture);
    /// The capture has more frames.
    void proceed();
    /// The frames that the list shows; null: all.
    void setListFilter(std::shared_ptr<const FieldFilter> filter);
    /// Shows the graphs of a TCP connection.
    void showStream(quint64 stream);
    /// Shows the sequence diagram.
    void showFlow();
    void showExpertInformation();
    /// Checks for statistics of plugins that failed or do not return. It also checks ten times per second by itself.
    void lookForFailures();

signals:
    /// The user wants another statistics window beside this one.
    void anotherAsked();
    /// A statistic is left out; the text has the reason. `plugin` is empty for a script's statistic.
    void failed(const QString& plugin, const QString& text);
    void filterAsked(const QString& filter);
    void followAsked(quint64 frame);
    void frameAsked(quint64 frame);

protected:
    bool event(QEvent* event) override;
    void showEvent(QShowEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    void layOut();
    void choosePage();
    void countAnew();
    void loadKinds();
    [[nodiscard]] const StatisticPage& page() const;
    [[nodiscard]] int rowOf(StatisticPage::View view) const;
    [[nodiscard]] StatisticsCounter::PlanMaker planMaker(std::shared_ptr<const FieldFilter> filter);
    void showCounted();
    void makeResults();
    void showProgress(quint64 done, quint64 total);
    /// Turns results into what the visible page shows, on any thread; the returned function shows it.
    using Presenter = std::function<std::function<void()>(std::vector<StatisticResult>)>;
    [[nodiscard]] Presenter presenter();
    void fillInterfaces();
    void tell(const QString& text, bool isTrouble);

    const Theme& theme_;
    const PluginHost& plugins_;
    std::shared_ptr<const StatisticKinds> kinds_;
    std::vector<StatisticPage> pages_;
    ShownCapture capture_;
    StatisticsCounter* counter_;
    // In the order of the Tab key.
    QListWidget* list_; ///< the pages
    QLineEdit* filter_;
    QComboBox* interfaces_;
    QTabBar* variants_;
    QLineEdit* arguments_;
    QStackedWidget* stack_;
    ResultPage* table_;
    IoGraphPage* graph_;
    StreamPage* stream_;
    FlowPage* flow_;
    QProgressBar* progress_;
    QPushButton* cancel_;
    QLabel* state_;
    QTimer watch_;
    QSet<QString> told_;         ///< ids of statistics whose failure was reported
    bool isCounting_ = false;    ///< counting, or has counted
    bool areResultsOld_ = false; ///< more was counted since the current results were begun
    LatestWork results_;
};

/// The number of a frame's TCP connection; nothing if it has none.
[[nodiscard]] std::optional<quint64> streamOf(const DissectedFrame& frame);

} // namespace tapscope
