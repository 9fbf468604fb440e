// Options → verb → exit code.

int main()
{
  return 2;
}
