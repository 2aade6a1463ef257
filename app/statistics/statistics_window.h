#pragma once

#include <stats/statistic_kinds.h>
#include <stats/statistics_count.h>

#include <QWidget>

#include <analysis/dissected_frame.h>
#include <analysis/shown_capture.h>

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
class ResultPage;
class StatisticsCounter;
class StreamPage;
class Theme;

/// The statistics of the capture that is shown, in a window of their own: a page for each subject, counted when it is
/// looked at and counted on while the capture grows. GUI's thread.
class StatisticsWindow final : public QWidget {
    Q_OBJECT

public:
    explicit StatisticsWindow(const Theme& theme, QWidget* parent = nullptr);

    /// Another capture, or the same one decoded otherwise: counts anew.
    void setCapture(const ShownCapture& capture);
    /// The capture has more frames.
    void proceed();
    /// What the list of frames shows; null: all.
    void setListFilter(std::shared_ptr<const FieldFilter> filter);
    /// Shows the graphs of a TCP connection.
    void showStream(quint64 stream);
    /// Shows the sequence diagram.
    void showFlow();

signals:
    void filterAsked(const QString& filter);
    void followAsked(quint64 frame);
    void frameAsked(quint64 frame);

protected:
    void showEvent(QShowEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    void layOut();
    void choosePage();
    void countAnew();
    void showCounted();
    void showProgress(quint64 done, quint64 total);
    void showResults(std::vector<StatisticResult> results);
    [[nodiscard]] std::vector<ChosenStatistic> chosen();
    void fillInterfaces();
    void tell(const QString& text, bool isTrouble);

    const Theme& theme_;
    StatisticKinds kinds_;
    ShownCapture capture_;
    std::shared_ptr<const StatisticsPlan> plan_;
    StatisticsCounter* counter_;
    QListWidget* pages_;
    QTabBar* variants_;
    QLineEdit* filter_;
    QComboBox* interfaces_;
    QStackedWidget* stack_;
    ResultPage* table_;
    IoGraphPage* graph_;
    StreamPage* stream_;
    FlowPage* flow_;
    QProgressBar* progress_;
    QPushButton* cancel_;
    QLabel* state_;
    quint64 shownRequest_ = 0; ///< results of an earlier request are dropped
};

/// The TCP connection of a frame, by its number; nothing where it has none.
[[nodiscard]] std::optional<quint64> streamOf(const DissectedFrame& frame);

} // namespace tapscope
