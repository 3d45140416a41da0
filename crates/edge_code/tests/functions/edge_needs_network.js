exports.handler = async (event) => {
  try {
    const answer = await fetch('https://auth.example.com/check');
    return { status: String(answer.status) };
  } catch (error) {
    return event.Records[0].cf.request;
  }
};
